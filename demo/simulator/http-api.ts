import { commandEndpoints } from "./api-endpoints.ts";
import { isFault } from "./faults.ts";
import type { HttpAnswer, HttpRequest } from "./http-call.ts";
import { runCommand } from "./run-command.ts";
import { deliveries, runDataRequest } from "./run-data-request.ts";
import type { Token } from "./tokens.ts";
import type { World } from "./world.ts";

const tokenLifetime = 60 * 60 * 1000;
const shortLifetime = 2_000;
const serverError: HttpAnswer = { status: 500, body: { error: "The stand-in was told to fail." } };

/** Privicore's HTTP API. Null where the path is not one of its own. */
export class HttpApi {
  readonly #world: World;
  #commands = 0;

  constructor(world: World) {
    this.#world = world;
  }

  answer(request: HttpRequest): HttpAnswer | null {
    const { path } = request;
    if (path === "/profile/authenticate") return this.#authenticate(request);
    // A profile that is only being registered has no token yet.
    if (path === "/profile/register-profile")
      return this.#command(request, request.fields["username"] ?? "new");
    const act = this.#authorizedAct(request);
    if (act === null) return null;
    const verdict = this.#world.tokens.judge(request.header("x-dpt-authorization"));
    if (!verdict.valid) return unauthorized(`authorization.token_${verdict.reason}`);
    return act(verdict.token);
  }

  #authorizedAct(request: HttpRequest): ((token: Token) => HttpAnswer) | null {
    const { path } = request;
    if (path === "/data-token/request-data") return (token) => this.#dataRequest(request, token);
    if (commandEndpoints.has(path)) return (token) => this.#command(request, token.profile);
    const polled = /^\/(?:utility\/request-command-id-status|request-status)\/([^/]+)$/.exec(path)?.[1];
    if (polled !== undefined) return () => this.#poll(decodeURIComponent(polled));
    switch (path) {
      case "/profile/reauthorize-authorization-token":
        return (token) => {
          this.#world.tokens.revoke(token.token);
          return this.#issue(token.profile, tokenLifetime);
        };
      case "/profile/revoke-authorization-token":
        return (token) => {
          this.#world.tokens.revoke(token.token);
          return { status: 200, body: { revoked: true } };
        };
      case "/profile/authorization-token/expiry":
        return (token) => ({ status: 200, body: { expiresAt: new Date(token.expiresAt).toISOString() } });
      default:
        return null;
    }
  }

  #authenticate({ fields }: HttpRequest): HttpAnswer {
    const { username, password } = fields;
    if (username === undefined || password === undefined || password === "wrong")
      return unauthorized("profile.invalid_credentials");
    const shortLived = this.#world.faults.take("authenticate") === "short-lived";
    return this.#issue(username, shortLived ? shortLifetime : tokenLifetime);
  }

  #issue(profile: string, lifetime: number): HttpAnswer {
    const { token, expiresAt } = this.#world.tokens.issue(profile, lifetime);
    return {
      status: 200,
      body: { authorizationToken: token, expiresAt: new Date(expiresAt).toISOString() },
    };
  }

  #command(request: HttpRequest, profile: string): HttpAnswer {
    const fault = this.#faultFor("command", request);
    if (fault === "unauthorized") return unauthorized("authorization.token_expired");
    if (fault === "server-error") return serverError;
    const id = runCommand(this.#world, profile, fault);
    // The documents show the command ID in three shapes; each call gives the next one.
    const shapes = [id, [id], { commandId: id }];
    const body = shapes[this.#commands % shapes.length];
    this.#commands += 1;
    return { status: 202, body };
  }

  #dataRequest(request: HttpRequest, { profile }: Token): HttpAnswer {
    const fault = this.#faultFor("data", request);
    if (fault === "unauthorized") return unauthorized("authorization.token_expired");
    if (fault === "server-error") return serverError;
    const asked = request.fields["delivery"];
    const order = {
      profile,
      context: request.fields["data_context"] ?? "invoices",
      delivery: deliveries.find((delivery) => delivery === asked) ?? "link",
      origin: request.origin,
    };
    const id = runDataRequest(this.#world, order, fault);
    const headers = { "x-dpt-cab-request-id": id, "x-dpt-cab-id": this.#world.identifiers.uuid() };
    return { status: 202, headers };
  }

  #poll(id: string): HttpAnswer {
    const record = this.#world.commands.find(id);
    if (record === null) return { status: 404, body: { error: "command.not_found" } };
    return { status: 200, body: { commandId: id, command_status: record.status, body: record.body } };
  }

  /** A call may bring its own fault along, or takes the next that waits. */
  #faultFor<Target extends "command" | "data">(target: Target, request: HttpRequest) {
    const own = request.header("x-demo-fault");
    if (own !== null && isFault(target, own)) return own;
    return this.#world.faults.take(target);
  }
}

function unauthorized(error: string): HttpAnswer {
  return { status: 401, body: { error } };
}
