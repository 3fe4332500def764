import { z } from "zod";
import { type Contract, errorCodes, Failure } from "../../proto/http/shared.ts";
import type { Route } from "./route.ts";

type Json = Record<string, unknown>;
const write = (schema: z.ZodType, io: "input" | "output"): Json => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", target: "draft-2020-12" });
  return rest;
};

/** The OpenAPI 3.1 document of the given routes; the permission of each stands in `x-permission`. */
export function openApi(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `/api/v1${route.path.replace(/:(\w+)/g, "{$1}")}`;
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Grindstone", version, description: "Practise interviews together." },
    paths,
    components: {
      schemas: { Failure: write(Failure, "output") },
      securitySchemes: {
        device: { type: "apiKey", in: "cookie", name: "grindstone" },
        worker: { type: "http", scheme: "bearer", description: "WORKER_SECRET" },
      },
    },
  };
}

function operation(route: Route): Json {
  const { contract } = route;
  return {
    summary: contract.about,
    operationId: route.name.replace(/[^A-Za-z]+/g, "-").toLowerCase(),
    "x-permission": route.may.who,
    ...security(route.may.who),
    parameters: [...fields(contract.params, "path"), ...fields(contract.query, "query"), ...idempotencyKey(route)],
    ...requestBody(contract),
    responses: {
      [contract.status]: {
        description: "Done",
        ...(contract.answer ? { content: { "application/json": { schema: write(contract.answer, "output") } } } : {}),
      },
      default: {
        description: `Refused: ${errorCodes.join(", ")}`,
        content: { "application/json": { schema: { $ref: "#/components/schemas/Failure" } } },
      },
    },
  };
}

/** Any one of them is enough. */
function security(who: string): Json {
  if (who === "anyone") return {};
  const schemes = [...(who === "worker" ? [] : ["device"]), ...(who.endsWith("worker") ? ["worker"] : [])];
  return { security: schemes.map((it) => ({ [it]: [] })) };
}

function requestBody({ body, bytes, form }: Contract): Json {
  const content = {
    ...(body ? { "application/json": { schema: write(body, "input") } } : {}),
    ...(form ? { "multipart/form-data": { schema: withFile(form) } } : {}),
    ...(bytes === undefined ? {} : { "application/octet-stream": { schema: binary(bytes) } }),
  };
  return Object.keys(content).length > 0 ? { requestBody: { required: true, content } } : {};
}

function binary(maxLength: number): Json {
  return { type: "string", format: "binary", maxLength };
}

function withFile({ fields, bytes }: NonNullable<Contract["form"]>): Json {
  const { properties = {}, required = [], ...rest } = write(fields, "input") as {
    properties?: Json;
    required?: string[];
  };
  return { ...rest, properties: { ...properties, file: binary(bytes) }, required: [...required, "file"] };
}

function fields(schema: z.ZodObject | undefined, where: "path" | "query"): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = write(schema, "input") as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === "path" || required.includes(name),
    schema: property,
  }));
}

function idempotencyKey(route: Route): Json[] {
  if (route.contract.status !== 201 || route.may.who === "anyone") return [];
  return [{ name: "Idempotency-Key", in: "header", required: false, schema: { type: "string", maxLength: 100 } }];
}
