/** How much there is to seed. */
export type SeedSize = { people: number; grinds: number; interviews: number };

/** Chance that is the same each time (`luck` is 0 to 1), and ids that are the server's in form and order. */
export const helpers = `
  CREATE OR REPLACE FUNCTION pg_temp.luck(n bigint, salt bigint) RETURNS float8 IMMUTABLE LANGUAGE sql AS
    'SELECT (hashint8extended(n, salt) & 1073741823)::float8 / 1073741824';
  CREATE OR REPLACE FUNCTION pg_temp.id_of(kind text, n bigint, at timestamptz) RETURNS uuid IMMUTABLE LANGUAGE sql AS
    $$SELECT (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7' || substr(md5(kind || n), 1, 3)
      || '8' || substr(md5(kind || n), 4, 15))::uuid$$;
  CREATE OR REPLACE FUNCTION pg_temp.pick(size bigint, n bigint, salt bigint) RETURNS bigint IMMUTABLE LANGUAGE sql AS
    'SELECT 1 + floor(size * pg_temp.luck(n, salt))::bigint'`;

type Plan = SeedSize & { heavy: number };

/** In the order in which rows refer to each other; numbers such as a person's n live in temporary tables. */
export function statements(plan: Plan, until: Date, passwordHash: string | null): [string, unknown[]][] {
  const { people, grinds, interviews, heavy } = plan;
  return [
    [
      `CREATE TEMP TABLE person ON COMMIT DROP AS
      SELECT n, pg_temp.id_of('person', n, at) AS id, at FROM generate_series(1, $1::int) n,
      LATERAL (SELECT $2::timestamptz - interval '800 days' + n * interval '1 minute' AS at) t`,
      [people, until],
    ],
    [
      `CREATE TEMP TABLE grind ON COMMIT DROP AS
      SELECT n, pg_temp.id_of('grind', n, at) AS id, at FROM generate_series(1, $1::int) n,
      LATERAL (SELECT $2::timestamptz - interval '760 days' + n * interval '1 minute' AS at) t`,
      [grinds, until],
    ],
    [
      `INSERT INTO people (id, email, email_verified_at, name, password_hash, created_at)
      SELECT id, 'bench-' || n || '@example.com', at, 'Person ' || n, $1, at FROM person`,
      [passwordHash],
    ],
    [
      `INSERT INTO devices (id, person_id, token_hash, label, created_at, last_seen_at, expires_at)
      SELECT pg_temp.id_of('device', n, $1), id, sha256(('device' || n)::bytea), 'Firefox on Linux', $1, $1,
        $1 + interval '30 days' FROM person`,
      [until],
    ],
    [`INSERT INTO grinds (id, name, created_at) SELECT id, 'Grind ' || n, at FROM grind`, []],
    [membershipsSql, [grinds, people]],
    [
      `INSERT INTO tasks (id, slug, title, kind, difficulty, minutes, brief, rubric, plan, created_at)
      SELECT pg_temp.id_of('task', n, $1), 'bench-' || n, 'Built-in task ' || n, ${kinds}, ${difficulties}, 45,
        repeat('Build a ferry booking. ', 40), '[]', '[]', $1
      FROM generate_series(1, 36) s (n) WHERE NOT EXISTS (SELECT 1 FROM tasks WHERE grind_id IS NULL)`,
      [until],
    ],
    [
      `INSERT INTO tasks (id, grind_id, title, kind, difficulty, minutes, brief, rubric, plan, created_at)
      SELECT pg_temp.id_of('own', s.n, g.at), g.id, 'Own task ' || s.n, ${kinds}, ${difficulties}, 30,
        repeat('Build a tram map. ', 40), '[]', '[]', g.at
      FROM generate_series(1, $1::int * 3) s (n) JOIN grind g ON g.n = 1 + s.n % $1::int`,
      [grinds],
    ],
    [
      `CREATE TEMP TABLE task ON COMMIT DROP AS
      SELECT row_number() OVER (ORDER BY id) AS n, id FROM tasks WHERE grind_id IS NULL`,
      [],
    ],
    [sessionsSql, [grinds, until]],
    [interviewsSql, [interviews, people, heavy, until, Math.floor(Math.min(people / 40, interviews / 10))]],
    [
      `INSERT INTO keys (interview_id, wrapped, created_at)
      SELECT id, sha512(id::text::bytea), created_at FROM interviews`,
      [],
    ],
    [
      `INSERT INTO consents (id, interview_id, person_id, purpose, given_at)
      SELECT pg_temp.id_of('consent', row_number() OVER (), created_at), id, owner_id, 'record', created_at
      FROM interviews WHERE started_at IS NOT NULL`,
      [],
    ],
    [
      `INSERT INTO participants (session_id, person_id, joined_at, left_at)
      SELECT DISTINCT ON (session_id, owner_id) session_id, owner_id, created_at, ended_at
      FROM interviews WHERE session_id IS NOT NULL ORDER BY session_id, owner_id, created_at`,
      [],
    ],
    [
      `INSERT INTO notifications (id, person_id, kind, data, created_at, read_at)
      SELECT pg_temp.id_of('notice', p.n * 20 + k, t.at), p.id, 'joined', '{"personName": "Noor"}', t.at,
        CASE WHEN k > 3 THEN t.at + interval '1 day' END
      FROM person p CROSS JOIN generate_series(0, 19) k
        CROSS JOIN LATERAL (SELECT $1::timestamptz - k * interval '5 days' AS at) t`,
      [until],
    ],
  ];
}

const kinds = "(enum_range(NULL::task_kind))[1 + s.n % 4]";
const difficulties = "(enum_range(NULL::difficulty))[1 + s.n % 3]";

/** Everybody is in two grinds, the first person in ten, and the first grind is as large as one may be. */
const membershipsSql = `
  INSERT INTO memberships (grind_id, person_id, role, joined_at)
  SELECT g.id, p.id, (CASE row_number() OVER (PARTITION BY g.n ORDER BY p.n) WHEN 1 THEN 'owner' WHEN 2 THEN 'moderator'
    ELSE 'member' END)::role, greatest(p.at, g.at) + p.n * interval '1 second'
  FROM (
    SELECT n, 1 + n % $1::int AS grind FROM generate_series(1, $2::int) n
    UNION SELECT n, pg_temp.pick($1::int, n, 1) FROM generate_series(1, $2::int) n
    UNION SELECT 1, k FROM generate_series(1, least(10, $1::int)) k
    UNION SELECT n, 1 FROM generate_series(1, least(180, $2::int)) n
  ) seats JOIN person p ON p.n = seats.n JOIN grind g ON g.n = seats.grind`;

/** Twenty past sessions in each grind, one to come, and one that is live in every tenth. */
const sessionsSql = `
  INSERT INTO sessions (id, grind_id, task_id, mode, state, starts_at, time_zone, started_at, ended_at, created_at)
  SELECT pg_temp.id_of('session', g.n * 32 + k, s.at), g.id, t.id, 'ai', s.state::session_state, s.at, 'Europe/Berlin',
    CASE WHEN state <> 'scheduled' THEN s.at END, CASE WHEN state = 'ended' THEN s.at + interval '1 hour' END, s.at - interval '2 days'
  FROM grind g CROSS JOIN generate_series(0, 21) k
    CROSS JOIN LATERAL (SELECT CASE k WHEN 0 THEN 'scheduled' WHEN 1 THEN 'live' ELSE 'ended' END AS state,
      $2::timestamptz + (CASE k WHEN 0 THEN interval '3 days' WHEN 1 THEN -interval '20 minutes' ELSE -k * interval '35 days' END) AS at) s
    JOIN task t ON t.n = 1 + k % (SELECT count(*) FROM task)
  WHERE k <> 1 OR g.n % 10 = 0 OR $1::int < 10`;

/**
 * The first person has `heavy` of them; the others share the rest unevenly, most to the first few. The newest ones
 * are going on now, with one person in forty in the seat.
 */
const interviewsSql = `
  WITH rolls AS (
    SELECT n, $4::timestamptz - ($1::int - n) * (interval '730 days' / $1::int) AS at, pg_temp.luck(n, 11) AS fate,
      n > $1::int - $5::int AS now_live, (n * $3::bigint) / ($1::int - $5::int) <> ((n - 1) * $3::bigint) / ($1::int - $5::int) AS mine
    FROM generate_series(1, $1::int) n
  ), drawn AS (
    SELECT *, CASE WHEN now_live THEN $2::int - ($1::int - n) WHEN mine THEN 1
      ELSE least($2::int, 2 + floor(($2::int - 1) * power(pg_temp.luck(n, 12), 2))::int) END AS person,
      CASE WHEN now_live THEN 'IN_PROGRESS' WHEN fate < 0.92 THEN 'COMPLETED' WHEN fate < 0.97 THEN 'ERROR' ELSE 'PENDING' END AS status
    FROM rolls
  ), seats AS MATERIALIZED (
    SELECT person_id, array_agg(grind_id ORDER BY joined_at, grind_id) AS grinds FROM memberships GROUP BY 1
  ), rooms AS MATERIALIZED (
    SELECT grind_id, array_agg(id ORDER BY starts_at, id) AS sessions FROM sessions WHERE state = 'ended' GROUP BY 1
  )
  INSERT INTO interviews (id, owner_id, grind_id, session_id, task_id, mode, status, reason, created_at, started_at, ended_at)
  SELECT pg_temp.id_of('interview', d.n, d.at), p.id, g.id, CASE WHEN g.id IS NOT NULL AND d.n % 2 = 0
      THEN rooms.sessions[pg_temp.pick(cardinality(rooms.sessions), d.n, 13)] END,
    t.id, (enum_range(NULL::session_mode))[pg_temp.pick(3, d.n, 14)], status::interview_status,
    CASE status WHEN 'ERROR' THEN 'The microphone stopped sending.' END, d.at,
    CASE WHEN status <> 'PENDING' THEN d.at + interval '3 minutes' END,
    CASE WHEN status IN ('COMPLETED', 'ERROR') THEN d.at + interval '3 minutes' + pg_temp.luck(d.n, 15) * interval '50 minutes' END
  FROM drawn d JOIN person p ON p.n = d.person
    JOIN task t ON t.n = pg_temp.pick((SELECT count(*) FROM task), d.n, 16)
    LEFT JOIN seats ON seats.person_id = p.id
    LEFT JOIN LATERAL (SELECT CASE WHEN d.n % 5 > 0 THEN seats.grinds[pg_temp.pick(cardinality(seats.grinds), d.n, 17)] END AS id) g ON true
    LEFT JOIN rooms ON rooms.grind_id = g.id
  ORDER BY d.n`;
