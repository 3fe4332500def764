import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { TestProject } from "vitest/node";
import { availableBackends, type Backend, openHouse } from "./postgres-house.ts";

declare module "vitest" {
  interface ProvidedContext {
    backends: Backend[];
    /** Where a test file asks for a backend; it starts when the first one asks. */
    postgresDoor: string;
  }
}

/** Once per test run: a door through which test files get throw-away databases, and everything cleared away after. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const house = openHouse();
  const door = createServer((request, response) => {
    const answer = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body));
    house.start(request.url?.slice(1) as Backend).then(
      (server) => answer(200, server),
      (error: unknown) => answer(500, { message: error instanceof Error ? error.message : String(error) }),
    );
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  project.provide("backends", availableBackends());
  project.provide("postgresDoor", `http://127.0.0.1:${(door.address() as AddressInfo).port}`);
  return async () => {
    door.closeAllConnections();
    await new Promise((resolve) => door.close(resolve));
    await house.close();
  };
}
