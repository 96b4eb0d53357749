import { describe, expect, it } from "vitest";
import type { CaptureEvent } from "../../../src/contract/capture-event.ts";
import { createRedactor } from "../../../src/io/redaction/redactor.ts";

const secret = "zQ7hunter9Kx";
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
const payloadOf = (event: CaptureEvent) => (event.type === "frame" ? event.payload : "");
/** The payload as it is written where the secret is known from elsewhere. */
const knowing = (known: string, payload: string) => {
  const redactor = createRedactor();
  redactor.learn(frame(JSON.stringify({ authorizationToken: known })));
  return payloadOf(redactor.event(frame(payload)));
};

describe("a secret is found", () => {
  it.each([
    ["in a URL in a parameter", "wss://p/ws?next=/cb?token=S", "wss://p/ws?next=/cb?token=M"],
    [
      "in a whole URL there",
      "https://a/?url=https://b/cb?access_token=S&x=1",
      "https://a/?url=https://b/cb?access_token=M&x=1",
    ],
    ["in a redirect", "0; url=/login?return=/x?token=S", "0; url=/login?return=/x?token=M"],
    ["after a comma", "a=1,token=S", "a=1,token=M"],
    ["deep in values of values", "a=b=c=d=e=f=g=h=i=j=k=token=S", "a=b=c=d=e=f=g=h=i=j=k=token=M"],
    ["in a fragment's path", "https://a/#/cb/access_token=S", "https://a/#/cb/access_token=M"],
    ["in a list of one", "https://a/?token[]=S", "https://a/?token[]=M"],
    ["in a list", "https://a/?x=1&token[0]=S", "https://a/?x=1&token[0]=M"],
    ["in a part of a parameter", "https://a/?auth[token]=S&b=1", "https://a/?auth[token]=M&b=1"],
    ["in a part of a form", "user[name]=ada&user[password]=S", "user[name]=ada&user[password]=M"],
    ["with a brace in a URL", "https://a/?auth=abc{S&b=1", "https://a/?auth=M&b=1"],
    ["with brackets in a URL", "https://a/?auth=abc[S]", "https://a/?auth=M"],
    ["with a quote in a form", 'password=abc"S&b=1', "password=M&b=1"],
    ["with a brace in a form", "password=abc{S", "password=M"],
    ["with a brace in a sentence", "GET https://a/?auth=abc{S failed", "GET https://a/?auth=M failed"],
    ["before JSON", 'x a=1,token=S,["b"]', 'x a=1,token=M,["b"]'],
    ["before a host, with an @", "https://user:p@S@host/x", "https://M@host/x", 2],
    [
      "among GraphQL's arguments",
      '{"query":"mutation { login(password: \\"S\\") { token } }"}',
      '{"query":"mutation { login(password: \\"M\\") { token } }"}',
    ],
    ["under a name without quotes", '{a: 1, password: "S"}', '{a: 1, password: "M"}'],
    [
      "before its name",
      '[{"value":"S","name":"password"},{"value":"v","name":"n"}]',
      '[{"value":"M","name":"password"},{"value":"v","name":"n"}]',
    ],
    [
      "before its name, long before",
      '{"value":"S","a":"token=abc","b":"c","name":"password"}',
      '{"value":"M","a":"token=REDACTED-1","b":"c","name":"password"}',
      2,
    ],
    ["after an equals sign with spaces", "password = S", "password = M"],
    ["in an attribute", '<login user="a" password="S"/>', '<login user="a" password="M"/>'],
    ["in an element with attributes", '<token type="x">S</token>', '<token type="x">M</token>'],
    [
      "in a section of characters",
      "<ns:password><![CDATA[S]]></ns:password>",
      "<ns:password><![CDATA[M]]></ns:password>",
    ],
    ["in a header's part", 'Digest realm="x", token="S"', 'Digest realm="x", token="M"'],
    ["as an encrypted web token", "x eyJhbGciOi.abcdef0.abcdef1.cipherTEXT99.tagTAG88 y", "x M y"],
    ["as an encrypted web token without a key", "x eyJhbGciOi..abcdef1.cipherTEXT99.tagTAG88 y", "x M y"],
    ["as a web token after something else", "auth-eyJhbGciOi.eyJzdWIiOiI.c2ln", "auth-M"],
  ])("%s", (_where, before, after, mark = 1) => {
    const once = text(before.replace("S", secret));
    expect(once).toBe(after.replace("M", `REDACTED-${mark}`));
    expect(text(once)).toBe(once);
  });

  it.each([
    [
      "a slash escaped, as PHP does",
      "abcd/efgh12345=",
      '{"data":{"message":"bad abcd\\/efgh12345= x"}}',
      '{"data":{"message":"bad REDACTED-1 x"}}',
    ],
    [
      "signs escaped by number",
      "abcd+efgh12345=",
      '{"message":"bad abcd\\u002Befgh12345\\u003d x"}',
      '{"message":"bad REDACTED-1 x"}',
    ],
    [
      "letters escaped by number",
      "pässwörd123",
      '{"message":"\\u4e2d p\\u00e4ssw\\u00f6rd123"}',
      '{"message":"\\u4e2d REDACTED-1"}',
    ],
    [
      "a slash escaped in a string of JSON",
      "abcd/efgh12345=",
      '{"a":"{\\"b\\":\\"abcd\\\\/efgh12345=\\"}"}',
      '{"a":"{\\"b\\":\\"REDACTED-1\\"}"}',
    ],
    ["a key that is escaped", "abcd+efgh12345=", '{"abcd\\u002befgh12345=":1}', '{"REDACTED-1":1}'],
  ])("once known, with %s", (_how, known, before, after) => {
    expect(knowing(known, before)).toBe(after);
  });
});

describe("what names a secret", () => {
  it.each(
    "currentPass user_pass passwordOld passwordValue tokenValue token_string auth_code authorizationCode token1 old_password2 id_token_hint".split(
      " ",
    ),
  )("is %s", (name) => {
    expect(text(JSON.stringify({ [name]: "sunshine" }))).toBe(JSON.stringify({ [name]: "REDACTED-1" }));
  });

  it.each(
    "compass bypass boardingPass passwordPolicy tokenType tokens_left codeValue authority tokenize".split(
      " ",
    ),
  )("is not %s", (name) => {
    expect(text(JSON.stringify({ [name]: "sunshine" }))).toBe(JSON.stringify({ [name]: "sunshine" }));
  });
});

describe("a token is known by its form", () => {
  it.each(["T-019735db-f8f7-6c08-c893-8f3a6f44a244", "T-abc_defghijkl-mnopq", "T-C84A90006AA563C0BFD2"])(
    "%s",
    (token) => {
      expect(text(`bad ${token}!`)).toBe("bad REDACTED-1!");
      expect(text(`{"${token}":1}`)).toBe('{"REDACTED-1":1}');
    },
  );

  it.each(["X-DPT-CAB-REQUEST-ID-12", "T-shirt-and-shoes-shop", "AT-019735db-f8f7-6c08"])(
    "not %s",
    (word) => {
      expect(text(`a token of ${word}!`)).toBe(`a token of ${word}!`);
    },
  );
});

describe("no secret is", () => {
  it.each([
    ["GraphQL's variable", 'mutation($password: String!) { login(password: $password, name: "ada") { id } }'],
    ["a list in JSON", '{"a":[],"b":[1,2],"c":[true]}=[0]'],
    ["JSON that has equations", '{"formula":"a=b,c=d[e]","key":"x"}'],
    ["a name whose value has a name", "https://a/?next=/cb?page=2&user[name]=ada"],
    ["a value before somebody else's name", '[{"value":"S3cretLooking9"},{"name":"password"}]'],
    ["text in an element's own words", '<a title="token">two words</a>'],
    ["the beginning of a web token", "eyJhbGciOi is how they begin. eyJhbGciOi.x"],
  ])("%s", (_what, payload) => {
    expect(text(payload)).toBe(payload);
  });
});

describe("what no URL and no byte can say", () => {
  it("stays in a URL's part that holds a secret: half of a pair of characters", () => {
    expect(text("a=%7B%22token%22%3A%22abcdef123456%22%7D\ud800")).toBe(
      "a=%7B%22token%22%3A%22REDACTED-1%22%7D\ud800",
    );
    expect(text("?a=1 %7B%22token%22%3A%22abcdef123456%22%7D \udc00")).toBe(
      "?a=1 %7B%22token%22%3A%22REDACTED-1%22%7D \udc00",
    );
  });

  it("stays an escape in a binary frame", () => {
    const binary = (payload: string) => {
      const encoded = Buffer.from(payload).toString("base64");
      return Buffer.from(
        payloadOf(createRedactor().event(frame(encoded, { opcode: "binary" }))),
        "base64",
      ).toString();
    };
    expect(binary('{"msg":"\\u4e2d\\u00e4 token=abcdef1234567"}')).toBe(
      '{"msg":"\\u4e2d\\u00e4 token=REDACTED-1"}',
    );
    expect(binary('{"msg":"中\\u4e2d token=abcdef1234567"}')).toBe('{"msg":"中\\u4e2d token=REDACTED-1"}');
    expect(binary("a=%E4%B8%AD%3Ftoken%3Dabcdef1234567")).toBe("a=%E4%B8%AD%3Ftoken%3DREDACTED-1");
  });
});

describe("a streamed body, which is a token,", () => {
  const body = (more: string, value = secret) =>
    `{"data":{"type":"X-DPT-CAB-REQUEST-ID","id":"1",${more},"body":"${value}"}}`;
  const ways = [
    ["beside another body", `{"x":{"body":"https://a/"},${body('"output_type":1').slice(1)}`],
    ["with an escaped key", body('"output\\u005ftype":1')],
    ["with an exponent", body('"output_type":1e0')],
    ["with a type in quotes, on another line", body('"output_type" :\n"1"')],
    ["after another scheme", body('"output_type":1', `tok://${secret}`)],
    ["cut", body('"output_type":1').slice(0, -4)],
    ["in a string of JSON", JSON.stringify({ inner: body('"output_type":1') })],
  ] as const;

  it.each(ways)("is found %s", (_way, payload) => {
    const expected = payload.replace(/zQ7h\w+/, "REDACTED-1");
    const binary = frame(Buffer.from(payload).toString("base64"), { opcode: "binary" });
    const call = { type: "http", time: 1, method: "GET", url: "https://h/", responseBody: payload };
    expect(payloadOf(createRedactor().event(frame(payload)))).toBe(expected);
    expect(text(payload)).toBe(expected);
    expect(Buffer.from(payloadOf(createRedactor().event(binary)), "base64").toString()).toBe(expected);
    expect(createRedactor().event(call as unknown as CaptureEvent)).toMatchObject({ responseBody: expected });
  });

  it.each([body('"output_type":0'), body('"output_type":10'), body('"output_type":1', "https://h/f?x=1")])(
    "is none in %s",
    (payload) => {
      expect(text(payload)).toBe(payload);
    },
  );
});

describe("a subprotocol", () => {
  const opened = (protocol: string) =>
    createRedactor().event({
      type: "connection-created",
      connection: "c1",
      time: 1,
      url: "wss://h/",
      protocols: [protocol, "chat"],
    } as unknown as CaptureEvent);
  const asked = (protocol: string) =>
    createRedactor().event({
      type: "http",
      time: 1,
      method: "GET",
      url: "https://h/",
      requestHeaders: { "Sec-WebSocket-Protocol": `${protocol}, chat` },
    } as unknown as CaptureEvent);

  it.each([
    ["base64url.bearer.authorization.k8s.io.S", "base64url.bearer.authorization.k8s.io.REDACTED-1"],
    ["auth-S", "auth-REDACTED-1"],
    ["v1.token.S", "v1.token.REDACTED-1"],
    ["auth-token-S", "auth-token-REDACTED-1"],
    ["v4.auth.json", "v4.auth.json"],
    ["author-something1", "author-something1"],
    ["graphql-transport-ws", "graphql-transport-ws"],
  ])("%s is shown as %s", (before, after) => {
    const protocol = before.replace("S", secret);
    expect(opened(protocol)).toMatchObject({ protocols: [after, "chat"] });
    expect(asked(protocol)).toMatchObject({ requestHeaders: { "Sec-WebSocket-Protocol": `${after}, chat` } });
  });
});

describe("Rocket.Chat's login over HTTP", () => {
  it("resumes with a token", () => {
    expect(text(`{"resume":"${secret}"}`)).toBe('{"resume":"REDACTED-1"}');
    expect(text('{"resume":"plain-value-1","page":2}')).toBe('{"resume":"plain-value-1","page":2}');
  });
});

describe("a known secret of digits", () => {
  it.each([
    [
      "is not in a longer number",
      '{"ts":1795123456000,"a":-123456,"b":0.123456,"c":123456.5,"d":"1123456"}',
      null,
    ],
    ["leaves JSON what it is", '{"a": 123456 ,"b":[123456,1]}', '{"a": "REDACTED-1" ,"b":["REDACTED-1",1]}'],
    ["in a string of JSON, too", '{"a":"{\\"b\\":123456}"}', '{"a":"{\\"b\\":\\"REDACTED-1\\"}"}'],
    [
      "is found in words",
      '{"a":"pin 123456, twice: [123456]"}',
      '{"a":"pin REDACTED-1, twice: [REDACTED-1]"}',
    ],
    ["and outside of JSON", "a:123456,b", "a:REDACTED-1,b"],
  ])("%s", (_what, before, after) => {
    expect(knowing("123456", before)).toBe(after ?? before);
  });
});

describe("a known secret that a sentence is cut in", () => {
  const redactor = createRedactor();
  redactor.learn(frame('{"authorizationToken":"zQ7hunter9KxWxYz","password":"correct horse battery"}'));
  it.each([
    ['saying "xxx zQ7hunter9K…".', 'saying "xxx …".'],
    ['saying "xxx correct horse…".', 'saying "xxx …".'],
    ['saying "xxx zQ7hunter9KxWxYz…".', 'saying "xxx REDACTED-1…".'],
    ['saying "xxx zQ7hunted…" and "a…"', 'saying "xxx zQ7hunted…" and "a…"'],
  ])("is taken out: %s", (before, after) => {
    expect(redactor.prose(before)).toBe(after);
    expect(redactor.text(before)).toBe(after);
  });

  it("also where more secrets begin alike than are compared", () => {
    const many = createRedactor();
    for (let index = 0; index < 1000; index++) many.learn(frame(`{"token":"tok_li${index}-abcdefgh"}`));
    expect(many.prose("xxx tok_li999-abc…")).toBe("xxx …");
    expect(many.prose("xxx tok_li999-abcdefgh…")).toBe("xxx REDACTED-1000…");
  });
});

describe("an input that was redacted before", () => {
  it("keeps its marks, and shares them with no other secret", () => {
    const events = [
      frame(`{"authorizationToken":"${secret}"}`),
      frame('{"note":"it was REDACTED-1"}'),
      frame('{"token":"REDACTED-3","password":"another-one"}'),
    ];
    const redactor = createRedactor();
    for (const event of events) redactor.learn(event);
    expect(events.map((event) => payloadOf(redactor.event(event)))).toEqual([
      '{"authorizationToken":"REDACTED-2"}',
      '{"note":"it was REDACTED-1"}',
      '{"token":"REDACTED-3","password":"REDACTED-4"}',
    ]);
  });
});

describe("a connection's ID that holds a known secret", () => {
  it("is the same in all of its events", () => {
    const redactor = createRedactor();
    redactor.learn(frame('{"password":"conn-s"}'));
    const ids = [
      frame("x", { connection: "conn-secret-1" }),
      frame("x", { connection: "conn-secret-1", later: "field" }),
      { type: "connection-opened", connection: "conn-secret-1", time: 1 } as unknown as CaptureEvent,
    ].map((event) => Reflect.get(redactor.event(event), "connection"));
    expect(ids).toEqual(Array(3).fill("REDACTED-1ecret-1"));
  });
});
