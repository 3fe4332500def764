-- What prisma/schema.prisma cannot say. Rooms and connections live in one process each: whatever they go by is told to
-- all of them as it is committed, as a kind and an id and never more.
CREATE FUNCTION "tell_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('grindstone', TG_ARGV[0] || ' ' || (to_jsonb(coalesce(NEW, OLD)) ->> TG_ARGV[1]));
  RETURN NULL;
END
$$;

-- Whose place in a grind is another one, or is none.
CREATE TRIGGER "memberships_told" AFTER DELETE OR UPDATE OF "role" ON "memberships"
  FOR EACH ROW EXECUTE FUNCTION "tell_change"('grind', 'grind_id');

-- What may be recorded of whom.
CREATE TRIGGER "session_consents_told" AFTER INSERT OR UPDATE ON "session_consents"
  FOR EACH ROW EXECUTE FUNCTION "tell_change"('session', 'session_id');

-- What is over, or gone.
CREATE TRIGGER "sessions_ended_told" AFTER UPDATE OF "state" ON "sessions"
  FOR EACH ROW WHEN (NEW."state" = 'ended') EXECUTE FUNCTION "tell_change"('session', 'id');
CREATE TRIGGER "sessions_gone_told" AFTER DELETE ON "sessions"
  FOR EACH ROW WHEN (OLD."state" = 'live') EXECUTE FUNCTION "tell_change"('session', 'id');
CREATE TRIGGER "interviews_ended_told" AFTER UPDATE OF "status" ON "interviews"
  FOR EACH ROW WHEN (OLD."status" = 'IN_PROGRESS' AND NEW."status" <> 'IN_PROGRESS' AND NEW."session_id" IS NOT NULL)
  EXECUTE FUNCTION "tell_change"('session', 'session_id');
CREATE TRIGGER "interviews_gone_told" AFTER DELETE ON "interviews"
  FOR EACH ROW WHEN (OLD."status" = 'IN_PROGRESS' AND OLD."session_id" IS NOT NULL)
  EXECUTE FUNCTION "tell_change"('session', 'session_id');

-- Who is signed out.
CREATE TRIGGER "devices_gone_told" AFTER DELETE ON "devices"
  FOR EACH ROW EXECUTE FUNCTION "tell_change"('device', 'id');
