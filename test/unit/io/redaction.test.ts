import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CaptureEvent, captureEventSchemas } from "../../../src/contract/capture-event.ts";
import { createRedactor } from "../../../src/io/redaction/redactor.ts";
import { eventArbitrary } from "./arbitrary-events.ts";

const token = "T-5F3E7D81642FE07A0DC8C6AC";
const text = (payload: string) => createRedactor().text(payload);
const frame = (payload: string, more: object = {}) =>
  ({
    type: "frame",
    connection: "c1",
    time: 1,
    direction: "sent",
    opcode: "text",
    payload,
    ...more,
  }) as unknown as CaptureEvent;
const http = (more: object) =>
  ({
    type: "http",
    time: 1,
    method: "POST",
    url: "https://api.example/x",
    ...more,
  }) as unknown as CaptureEvent;
/** Two passes, as over a file. */
const redacted = (events: readonly CaptureEvent[]) => {
  const redactor = createRedactor();
  for (const event of events) redactor.learn(event);
  return events.map((event) => redactor.event(event));
};

describe("a text's secrets", () => {
  it.each([
    [
      "flat JSON",
      `{"action":"joinChannel","authorizationToken":"${token}","n":1.0}`,
      '{"action":"joinChannel","authorizationToken":"REDACTED-1","n":1.0}',
    ],
    [
      "spaces and other numbers stay",
      '{ "password" : "hunter2" , "n": 12345678901234567890 }',
      '{ "password" : "REDACTED-1" , "n": 12345678901234567890 }',
    ],
    ["deep JSON", '{"a":[{"b":{"new_password":"s3"}}]}', '{"a":[{"b":{"new_password":"REDACTED-1"}}]}'],
    ["a number", '{"token":12345678,"n":12}', '{"token":"REDACTED-1","n":12}'],
    [
      "everything under a secret name",
      '{"credentials":{"user":"u","x":["y"]},"z":"u"}',
      '{"credentials":{"user":"REDACTED-1","x":["REDACTED-2"]},"z":"u"}',
    ],
    [
      "nothing in place of nothing",
      '{"token":null,"auth":true,"password":""}',
      '{"token":null,"auth":true,"password":""}',
    ],
    [
      "JSON in a string",
      '{"data":"{\\"authorizationToken\\":\\"abc\\"}"}',
      '{"data":"{\\"authorizationToken\\":\\"REDACTED-1\\"}"}',
    ],
    ["an escaped name", '{"auth\\u006frizationToken":"abc"}', '{"auth\\u006frizationToken":"REDACTED-1"}'],
    ["cut JSON", '{"authorizationToken":"T-5F3', '{"authorizationToken":"REDACTED-1'],
    [
      "cut JSON in a string",
      '{"d":"{\\"authorizationToken\\":\\"T-5F',
      '{"d":"{\\"authorizationToken\\":\\"REDACTED-1',
    ],
    ["JSON with something before it", '42["login",{"token":"abc"}]', '42["login",{"token":"REDACTED-1"}]'],
    ["unquoted names", "{authorizationToken: T-12345}", "{authorizationToken: REDACTED-1}"],
    ["single quotes", "{'password':'x y'}", "{'password':'REDACTED-1'}"],
    [
      "a password's second spelling",
      '{"passwordConfirmation":"hunter2a","password_repeat":"hunter2b","password2":"hunter2c","passwordPolicy":"strict"}',
      '{"passwordConfirmation":"REDACTED-1","password_repeat":"REDACTED-2","password2":"REDACTED-3","passwordPolicy":"strict"}',
    ],
    [
      "a multipart form",
      '--b\r\nContent-Disposition: form-data; name="user"\r\n\r\n{a}\r\n--b\r\nContent-Disposition: form-data; name="password"\r\nContent-Type: text/plain\r\n\r\nhunter 2\r\n--b--',
      '--b\r\nContent-Disposition: form-data; name="user"\r\n\r\n{a}\r\n--b\r\nContent-Disposition: form-data; name="password"\r\nContent-Type: text/plain\r\n\r\nREDACTED-1\r\n--b--',
    ],
    [
      "a multipart form that is cut",
      'form-data; name="token"\n\nabc',
      'form-data; name="token"\n\nREDACTED-1',
    ],
    [
      "a secret that is a word of the protocols, at its own place only",
      '{"authorizationToken":"authorizationToken","url":"/profile/change-password","password":"password"}',
      '{"authorizationToken":"REDACTED-1","url":"/profile/change-password","password":"REDACTED-2"}',
    ],
    [
      "a secret that is a part of such a word",
      '{"password":"command","data":{"command_status":2},"token":"identifier","url":"/device/request-unique-identifier"}',
      '{"password":"REDACTED-1","data":{"command_status":2},"token":"REDACTED-2","url":"/device/request-unique-identifier"}',
    ],
    ["a form", "user=a&password=hunter%202&x=1", "user=a&password=REDACTED-1&x=1"],
    [
      "a URL's parameters",
      "https://h/?a=1&auth=s%2Fx&access_token=y#id_token=z",
      "https://h/?a=1&auth=REDACTED-1&access_token=REDACTED-2#id_token=REDACTED-3",
    ],
    ["a URL's user", "wss://joe:secret@h/x", "wss://REDACTED-2@h/x"],
    [
      "a URL in a parameter",
      "https://h/?u=https%3A%2F%2Fg%2F%3Ftoken%3Dabc",
      "https://h/?u=https%3A%2F%2Fg%2F%3Ftoken%3DREDACTED-1",
    ],
    ["a scheme", "Authorization: Bearer abc123", "Authorization: Bearer REDACTED-1"],
    ["a token by its form", `the token ${token} has expired`, "the token REDACTED-1 has expired"],
    ["a JSON Web Token", "x eyJhbGciOi.eyJzdWIiOiI.c2ln y", "x REDACTED-1 y"],
    [
      "the same secret",
      '{"token":"same-one","note":"it was same-one"}',
      '{"token":"REDACTED-1","note":"it was REDACTED-1"}',
    ],
    [
      "a mark stays",
      '{"token":"REDACTED-7","password":"x"}',
      '{"token":"REDACTED-7","password":"REDACTED-8"}',
    ],
    [
      "a token that is a key",
      `{"sessions":{"${token}":1,"\\u0054-5F3E7D81642FE07A0DC8C6AC":2}}`,
      '{"sessions":{"REDACTED-1":1,"REDACTED-1":2}}',
    ],
    [
      "a name and its value beside each other",
      '[{"name":"Authorization","value":"x1y2z3"},{"value":"abc","name":"n"},{"field":"password","val":"word"}]',
      '[{"name":"Authorization","value":"REDACTED-1"},{"value":"abc","name":"n"},{"field":"password","val":"REDACTED-2"}]',
    ],
    [
      "a name and its value in a list",
      '[["X-Auth-Token","x1y2z3"],["a","b2c3d4"]]',
      '[["X-Auth-Token","REDACTED-1"],["a","b2c3d4"]]',
    ],
    [
      "words beside a name",
      '[{"name":"token","value":"required"},["password","email"],["token","two words 1"],{"name":"a","value":"x1y2z3"}]',
      '[{"name":"token","value":"required"},["password","email"],["token","two words 1"],{"name":"a","value":"x1y2z3"}]',
    ],
    [
      "keys that sign and encrypt",
      '{"secret_key":"a","signingKey":"b","encryptionKey":"c","passwordHash":"d"}',
      '{"secret_key":"REDACTED-1","signingKey":"REDACTED-2","encryptionKey":"REDACTED-3","passwordHash":"REDACTED-4"}',
    ],
    [
      "codes that let somebody in",
      '{"access_code":"abc","joinCode":"def","_csrf":"g","code_verifier":"h","code":"an-error-code-of-20-letters-1"}',
      '{"access_code":"REDACTED-1","joinCode":"REDACTED-2","_csrf":"REDACTED-3","code_verifier":"REDACTED-4","code":"an-error-code-of-20-letters-1"}',
    ],
    [
      "OAuth's code in a URL, and no error's",
      "https://h/cb?code=4f8a1c0de2b34f8a1c0d&state=1 https://h/e?code=400201 https://h/?zip_code=4f8a1c0de2b34f8a1c0d",
      "https://h/cb?code=REDACTED-1&state=1 https://h/e?code=400201 https://h/?zip_code=REDACTED-1",
    ],
    ["an element", "<a><token>abc</token><n>1</n></a>", "<a><token>REDACTED-1</token><n>1</n></a>"],
    [
      "a parameter of an encoded URL",
      '{"u":"https%3A%2F%2Fh%2F%3Fauth%3Dabc%26a%3D1"}',
      '{"u":"https%3A%2F%2Fh%2F%3Fauth%3DREDACTED-1%26a%3D1"}',
    ],
    [
      "a form's field without quotes",
      "--b\r\nContent-Disposition: form-data; name=token\r\n\r\nabc\r\n--b--",
      "--b\r\nContent-Disposition: form-data; name=token\r\n\r\nREDACTED-1\r\n--b--",
    ],
    [
      "no secret",
      '{"correlationId":"de150ebb","tokenType":"x","publicKey":"k","tokens_left":1}',
      '{"correlationId":"de150ebb","tokenType":"x","publicKey":"k","tokens_left":1}',
    ],
  ])("%s", (_name, before, after) => {
    const once = text(before);
    expect(once).toBe(after);
    expect(text(once)).toBe(once);
  });

  it("leaves sentences about names alone, and masks what they quote", () => {
    const redactor = createRedactor();
    redactor.text('{"token":"Xy-1234"}');
    expect(redactor.prose("authorizationToken: expected a string, got none (Xy-1234)")).toBe(
      "authorizationToken: expected a string, got none (REDACTED-1)",
    );
    expect(redactor.prose("GET https://h/?auth=abc answered 401 with Bearer abcdef1")).toBe(
      "GET https://h/?auth=REDACTED-2 answered 401 with Bearer REDACTED-3",
    );
  });

  it("takes no more than linear time over hostile text", () => {
    // Processor time: the machine may be busy with other things.
    const started = process.cpuUsage();
    for (const piece of [
      "a",
      "eyJ-",
      "Bearer ",
      "a=",
      "://",
      '"',
      "\\",
      "{",
      "token:",
      "%25",
      "T-AAAAAAAAAAAAAAA-",
      'form-data; name="token"\n',
      "<a>",
      "%3Fa",
      '["token",',
    ])
      text(piece.repeat((1 << 19) / piece.length));
    for (const piece of ["a", " ", "a ", "=a"])
      text(JSON.stringify({ token: piece.repeat((1 << 19) / piece.length) }));
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(20_000);
  }, 120_000);
});

describe("an event's secrets", () => {
  it("are found in headers of any case, the scheme left to read", () => {
    const [event] = redacted([
      http({
        requestHeaders: {
          "x-dpt-AUTHORIZATION": token,
          authorization: `Bearer ${token}`,
          Cookie: "theme=dark; sid=0123456789",
          "Api-Token": "k",
          "Session-Key": "s",
          Accept: "application/json",
        },
        responseHeaders: { "set-cookie": "a=1", "x-dpt-cab-id": "1" },
        responseBody: '{"sid":"0123456789"}',
      }),
    ]);
    expect(event).toEqual(
      http({
        requestHeaders: {
          "x-dpt-AUTHORIZATION": "REDACTED-1",
          authorization: "Bearer REDACTED-1",
          Cookie: "REDACTED-3",
          "Api-Token": "REDACTED-4",
          "Session-Key": "REDACTED-5",
          Accept: "application/json",
        },
        responseHeaders: { "set-cookie": "REDACTED-6", "x-dpt-cab-id": "1" },
        responseBody: '{"sid":"REDACTED-2"}',
      }),
    );
  });

  it("are not blanks: what carries no token must not seem to", () => {
    const call = http({ requestHeaders: { "X-DPT-AUTHORIZATION": "  ", Authorization: "" } });
    const join = frame('{"action":"joinChannel","authorizationToken":" "}');
    expect(redacted([call, join])).toEqual([call, join]);
  });

  it("are found among the subprotocols, where pages put a token for want of a header", () => {
    const created = {
      type: "connection-created",
      connection: "c1",
      time: 1,
      url: "wss://h/",
      protocols: ["access_token", "x1y2z3", "chat-v2"],
    } as unknown as CaptureEvent;
    const handshake = http({ requestHeaders: { "Sec-WebSocket-Protocol": "bearer, q9w8e7, chat-v2" } });
    expect(redacted([created, handshake])).toMatchObject([
      { protocols: ["access_token", "REDACTED-1", "chat-v2"] },
      { requestHeaders: { "Sec-WebSocket-Protocol": "bearer, REDACTED-2, chat-v2" } },
    ]);
  });

  it("are not what a cookie says of itself: its domain stands in every URL", () => {
    const [event] = redacted([
      http({
        url: "https://app.example/31536000",
        responseHeaders: {
          "set-cookie": "sid=0123456789; Domain=app.example; Max-Age=31536000; Path=/app/path2",
        },
        responseBody: '{"sid":"0123456789","theme":"dark-mode","path":"/app/path2"}',
      }),
    ]);
    expect(event).toMatchObject({
      url: "https://app.example/31536000",
      responseHeaders: { "set-cookie": "REDACTED-2" },
      responseBody: '{"sid":"REDACTED-1","theme":"dark-mode","path":"/app/path2"}',
    });
  });

  it("are not the words of captures where those are meant, whatever somebody's password was", () => {
    for (const [type, { shape }] of Object.entries(captureEventSchemas)) {
      for (const word of [type, ...Object.keys(shape)]) {
        const given = { time: 1, opcode: "text", payload: "", [word]: "-", type } as unknown as CaptureEvent;
        const [login, event] = redacted([http({ requestBody: JSON.stringify({ password: word }) }), given]);
        expect(login).toMatchObject({ requestBody: '{"password":"REDACTED-1"}' });
        expect(event, word).toEqual(given);
      }
    }
  });

  it.each([
    ["this machine", "http://localhost:8080", "ws://localhost:8080/"],
    ["this machine, without a scheme", "localhost:8080", "ws://localhost:8080/"],
    ["this machine by its number", "http://127.0.0.1:8080/", "ws://127.0.0.1:8080/"],
    ["this machine by the longer number", "http://[::1]:8080", "ws://[::1]:8080/"],
    ["a call", "https://id.example/profile/authenticate", "https://id.example/profile/authenticate"],
    ["a call of any host", "/profile/authenticate", "https://id.example/profile/authenticate"],
    [
      "the beginning of calls",
      "https://chat.example/api/v3/channels",
      "https://chat.example/api/v3/channels/c/leave",
    ],
  ])("are not the address of a service that is called auth: %s", (_what, address, url) => {
    const [config, cookie, call] = redacted([
      http({ responseBody: JSON.stringify({ services: { auth: address } }) }),
      http({ requestHeaders: { Cookie: `server=${address}; sid=0123456789` } }),
      http({ url }),
    ]);
    expect(config).toMatchObject({ responseBody: expect.stringMatching(/"auth":"(\w+:\/\/)?REDACTED-1"/) });
    expect(cookie).toMatchObject({ requestHeaders: { Cookie: expect.stringMatching(/^REDACTED-\d$/) } });
    expect(call).toEqual(http({ url }));
  });

  it.each([
    "https://id.example/profile/f81d4fae7dec",
    "http://localhost:8080/f81d4fae7dec",
    "localhost.example/f81d4f",
    "id.example:8080",
  ])("are an address that says more: %s", (address) => {
    const [, call] = redacted([frame(JSON.stringify({ token: address })), frame(`at ${address}`)]);
    expect(call).toMatchObject({ payload: expect.stringMatching(/^at (\w+:\/\/)?REDACTED-1$/) });
  });

  it("are found in base64, wherever they begin in it, in both alphabets", () => {
    const secret = "o>?k>?n>?s>?";
    for (const encoding of ["base64", "base64url"] as const) {
      for (const before of ["", "1", "22"]) {
        const encoded = Buffer.from(`${before}${secret}tail`).toString(encoding);
        const [, later] = redacted([
          frame(JSON.stringify({ token: secret })),
          frame(`{"blob":"${encoded}"}`),
        ]);
        expect(later?.type === "frame" && later.payload).toMatch(
          /^\{"blob":"\w{0,3}REDACTED-1\w{5,7}={0,2}"\}$/,
        );
      }
    }
  });

  it("are found in a download's body: a URL's token, or the downstream token itself", () => {
    const download = (body: string, type: number) =>
      frame(JSON.stringify({ data: { type: "X-DPT-CAB-REQUEST-ID", id: "r1", output_type: type, body } }));
    const events = redacted([
      download("https://h/f?auth=one", 1),
      download("dst", 1),
      download("plain words", 0),
      frame("later: GET /?auth=dst"),
    ]);
    expect(events.map((event) => event.type === "frame" && event.payload)).toEqual([
      '{"data":{"type":"X-DPT-CAB-REQUEST-ID","id":"r1","output_type":1,"body":"https://h/f?auth=REDACTED-1"}}',
      '{"data":{"type":"X-DPT-CAB-REQUEST-ID","id":"r1","output_type":1,"body":"REDACTED-2"}}',
      '{"data":{"type":"X-DPT-CAB-REQUEST-ID","id":"r1","output_type":0,"body":"plain words"}}',
      "later: GET /?auth=REDACTED-2",
    ]);
  });

  it("are replaced in binary frames without touching the bytes around them", () => {
    const bytes = Buffer.concat([
      Buffer.of(0xff, 0x00),
      Buffer.from(`authorizationToken=${token}`),
      Buffer.of(0xc3, 0x28),
    ]);
    const [event] = redacted([frame(bytes.toString("base64"), { opcode: "binary" })]);
    const payload = event?.type === "frame" ? Buffer.from(event.payload, "base64") : null;
    expect(payload).toEqual(
      Buffer.concat([
        Buffer.of(0xff, 0x00),
        Buffer.from("authorizationToken=REDACTED-1"),
        Buffer.of(0xc3, 0x28),
      ]),
    );
    expect(event).toMatchObject({ size: bytes.length });
  });

  it("leave the size on the wire as it was", () => {
    expect(redacted([frame(`{"token":"é${token}"}`)])[0]).toMatchObject({ size: 40 });
    expect(redacted([frame(`{"token":"${token}"}`, { size: 7 })])[0]).toMatchObject({ size: 7 });
  });

  it("do not change an event without any: it is the same object", () => {
    fc.assert(
      fc.property(
        fc.array(
          eventArbitrary.filter(
            (event) => !/[a-z]/i.test(JSON.stringify(event.type === "frame" ? event.payload : "")),
          ),
          { maxLength: 3 },
        ),
        (events) => {
          const redactor = createRedactor();
          for (const event of events)
            if (event.type === "frame") expect(redactor.event(event).time).toBe(event.time);
        },
      ),
    );
  });
});

describe("redaction of a capture", () => {
  const secret = fc.oneof(
    fc.stringMatching(/^[A-Za-z0-9._~+/-]{8,40}$/),
    fc.string({ minLength: 8, maxLength: 30 }).filter((value) => value.trim().length >= 8),
    fc.string({ unit: "grapheme", minLength: 8, maxLength: 20 }).filter((value) => value.trim().length >= 8),
    fc.constant(token),
  );
  const json = (value: unknown) => JSON.stringify(value);
  /** Places where a secret is known by its name or form. */
  const named = fc.constantFrom<(value: string) => CaptureEvent>(
    (value) => frame(json({ action: "joinChannel", authorizationToken: value })),
    (value) => frame(json({ a: [{ data: { password: value } }] })),
    (value) => frame(json({ data: json({ inner: json({ accessToken: value }) }) })),
    (value) => frame(json({ token: value }).slice(0, -2)),
    (value) => frame(`x=1&token=${encodeURIComponent(value)}`),
    (value) => frame(json({ data: { output_type: 1, type: "X-DPT-CAB-REQUEST-ID", body: value } })),
    (value) =>
      frame(
        json({ data: { type: "STREAM-READY", streamUrl: `https://h/s?auth=${encodeURIComponent(value)}` } }),
      ),
    (value) => frame(Buffer.from(json({ password: value })).toString("base64"), { opcode: "binary" }),
    (value) => http({ url: `https://h/?x=1&access_token=${encodeURIComponent(value)}#y` }),
    (value) => http({ url: `https://joe:${encodeURIComponent(value)}@h/` }),
    (value) => http({ requestHeaders: { "X-DPT-Authorization": value } }),
    (value) => http({ requestHeaders: { AUTHORIZATION: `Bearer ${value}` } }),
    (value) => http({ requestBody: new URLSearchParams({ user: "u", newPassword: value }).toString() }),
    (value) => http({ responseBody: json([{ authorizationToken: value, expiresAt: "x" }]) }),
    (value) =>
      ({
        type: "unrecognised",
        time: 1,
        original: { type: "later", secret: { deep: [value] } },
      }) as unknown as CaptureEvent,
  );
  /** Places where nothing points at it. */
  const unnamed = fc.constantFrom<(value: string) => CaptureEvent>(
    (value) => frame(json({ note: `before ${value} after` })),
    (value) => frame(`no json: ${value}!`),
    (value) => frame(json({ [value]: 1 })),
    (value) => frame(json({ a: json({ b: value }) })),
    (value) => http({ url: `https://h/path/${encodeURIComponent(value)}/end` }),
    (value) => http({ requestHeaders: { "X-Other": value } }),
    (value) => http({ responseBody: `<p>${value}</p>` }),
    (value) => ({ type: "gap", time: 1, reason: value }) as unknown as CaptureEvent,
    (value) => frame("", { [value]: { later: [value] } }),
  );

  function* stringsIn(value: unknown): Generator<string> {
    if (typeof value === "string") {
      yield value;
      try {
        yield decodeURIComponent(value.replaceAll("+", " "));
      } catch {
        // Not encoded right: as it is.
      }
      try {
        const inner: unknown = JSON.parse(value);
        if (typeof inner !== "number") yield* stringsIn(inner);
      } catch {
        // No JSON.
      }
    } else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) {
        yield name;
        yield* stringsIn(inner);
      }
    }
  }

  it("leaves no secret of the input in the output", () => {
    const capture = secret.chain((value) =>
      fc.tuple(
        fc.constant(value),
        fc.array(
          unnamed.map((place) => place(value)),
          { maxLength: 4 },
        ),
        named.map((place) => place(value)),
        fc.array(
          fc.oneof(unnamed, named).map((place) => place(value)),
          { maxLength: 4 },
        ),
      ),
    );
    fc.assert(
      fc.property(capture, ([value, before, first, after]) => {
        for (const event of redacted([...before, first, ...after])) {
          for (const string of stringsIn(event)) expect(string).not.toContain(value);
          if (event.type === "frame" && event.opcode === "binary")
            expect(Buffer.from(event.payload, "base64").toString()).not.toContain(json(value).slice(1, -1));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("changes nothing where it was done before", () => {
    const places = fc.array(fc.tuple(fc.oneof(named, unnamed), secret), { maxLength: 5 });
    fc.assert(
      fc.property(places, (all) => {
        const once = redacted(all.map(([place, value]) => place(value)));
        expect(redacted(once)).toEqual(once);
      }),
      { numRuns: 300 },
    );
  });

  it("gives the same secret the same mark, and another one another", () => {
    const [first, second, third] = redacted(
      ["one-secret", "one-secret", "another"].map((value) => frame(json({ token: value }))),
    );
    expect(second).toEqual(first);
    expect(third).not.toEqual(first);
  });

  it("takes any event without an exception, and keeps its type, time and places", () => {
    fc.assert(
      fc.property(fc.array(eventArbitrary), (events) => {
        const after = redacted(events);
        expect(after.map(({ type, time }) => [type, time])).toEqual(
          events.map(({ type, time }) => [type, time]),
        );
      }),
    );
  });

  it("survives nesting that would overflow the stack", () => {
    const deep = "[".repeat(100_000);
    expect(text(`${deep}"token":"abc"`)).toBe(`${deep}"token":"REDACTED-1"`);
    expect(() => createRedactor().json(JSON.parse(deep + "]".repeat(100_000)))).not.toThrow();
  });
});
