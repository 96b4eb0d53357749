import { describe, expect, it } from "vitest";
import { startOptions } from "../../../scripts/start/start-options.ts";

describe("npm start's arguments", () => {
  it("choose browser, display and port", () => {
    const shown = { DISPLAY: ":0" };
    expect(startOptions([], shown)).toEqual({ browser: "chromium", headless: false, port: 0, built: false });
    expect(startOptions(["--browser", "firefox", "--headless", "--port", "8080", "--built"], shown)).toEqual({
      browser: "firefox",
      headless: true,
      port: 8080,
      built: true,
    });
  });

  it.each([
    [["--browser", "opera"], "Expected --browser chromium or --browser firefox, got opera"],
    [["--port", "eighty"], "Expected --port to be between 0 and 65535, got eighty"],
    [["--colour"], "--colour"],
  ])("say what is wrong with %j", (args, message) => {
    expect(() => startOptions(args, {})).toThrow(message);
  });
});
