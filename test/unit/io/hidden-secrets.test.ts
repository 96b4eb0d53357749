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
