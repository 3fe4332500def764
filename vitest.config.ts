import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";

const server = {
  environment: "node" as const,
  pool: "forks" as const,
  globalSetup: ["tests/kit/postgres-setup.ts"],
  testTimeout: 30_000,
  // Real processes, sockets and disks: a machine that is busy elsewhere starves them now and then. What needed its second
  // try is named in the output; what fails twice is broken.
  retry: 1,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    // Half of what a test does is wait, so there is one more than two cores.
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...server,
          name: "server",
          include: ["tests/*.test.ts", "tests/{server,contracts,journeys,fuzz}/**/*.test.ts"],
        },
      },
      {
        plugins: [solid()],
        resolve: { conditions: ["development", "browser"] },
        test: {
          name: "client",
          environment: "jsdom",
          include: ["tests/client/**/*.test.{ts,tsx}"],
          server: { deps: { inline: [/solid-js/, /@solidjs/] } },
        },
      },
    ],
  },
});
