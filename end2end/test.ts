// The `test` that stories import: a page may not complain to the console, whatever happens on it.
// A story that provokes a refusal says which complaint it expects: `test.use({ tolerated: [/422/] })`.
import { test as base } from "@playwright/test";

export { expect } from "@playwright/test";

/// What a browser without script says of the bundle that it was told to fetch.
const UNUSED_BUNDLE = /preloaded using link preload but not used/;

export const test = base.extend<{ tolerated: RegExp[]; quietConsole: void }>({
  tolerated: [[], { option: true }],
  quietConsole: [
    async ({ context, tolerated, javaScriptEnabled }, use) => {
      const complaints: string[] = [];
      const known = javaScriptEnabled === false ? [...tolerated, UNUSED_BUNDLE] : tolerated;
      const note = (complaint: string) => {
        if (!known.some((pattern) => pattern.test(complaint))) complaints.push(complaint);
      };
      context.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) {
          note(`${message.location().url}: ${message.text()}`);
        }
      });
      context.on("weberror", (error) => note(String(error.error())));
      await use();
      base.expect(complaints, "what pages wrote to the console").toEqual([]);
    },
    { auto: true },
  ],
});
