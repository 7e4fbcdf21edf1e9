// A client that others wrote drives the server: tus-js-client 4.3.1, in Node.
import { createHash, randomBytes } from "node:crypto";
import { type APIRequestContext } from "@playwright/test";
import * as tus from "tus-js-client";
import { expect, test } from "../test.ts";

const WHOLE = 700_000;
const PIECE = 100_000;
const PROCEDURE = "sgtvt-phu-hieu";
const PAPER = "p2";

function pdf(): Buffer {
  const head = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n");
  const tail = Buffer.from("trailer<</Root 1 0 R>>\n%%EOF\n");
  const noise = Buffer.from(randomBytes(WHOLE - head.length - tail.length).toString("hex"));
  return Buffer.concat([head, noise.subarray(0, WHOLE - head.length - tail.length), tail]);
}

const sum = (bytes: Buffer) => createHash("sha256").update(bytes).digest("hex");

/** A draft, and the cookie of the session whose it is. */
async function begin(request: APIRequestContext, base: string) {
  const begun = await request.post("/fn/draft/begin", {
    form: { code: PROCEDURE, fresh: "true" },
    headers: { accept: "text/html", origin: base },
  });
  const draft = new URL(begun.url()).pathname.split("/")[2];
  const { cookies } = await request.storageState();
  return { draft, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") };
}

function options(base: string, draft: string, cookie: string): tus.UploadOptions {
  return {
    endpoint: `${base}/api/tep`,
    chunkSize: PIECE,
    retryDelays: [0, 200, 500],
    headers: { cookie },
    metadata: { filename: "Giấy phép.pdf", filetype: "application/pdf", draft, paper: PAPER },
  };
}

/** Sends until the end, or until `stopAt` bytes are acknowledged. */
function send(source: Buffer, settings: tus.UploadOptions, stopAt = Infinity) {
  const seen: number[] = [];
  return new Promise<{ upload: tus.Upload; seen: number[] }>((resolve, reject) => {
    const upload: tus.Upload = new tus.Upload(source, {
      ...settings,
      onError: reject,
      onSuccess: () => resolve({ upload, seen }),
      onChunkComplete: (_size, accepted) => {
        seen.push(accepted);
        if (accepted >= stopAt) upload.abort().then(() => resolve({ upload, seen }), reject);
      },
    });
    upload.start();
  });
}

test("it sends, stops, goes on where it was, and the bytes are the same", async ({ request, baseURL }) => {
  const { draft, cookie } = await begin(request, baseURL!);
  const source = pdf();
  const settings = options(baseURL!, draft, cookie);

  const stopped = await send(source, settings, 300_000);
  expect(stopped.seen).toEqual([100_000, 200_000, 300_000]);
  const address = stopped.upload.url!;
  const rest = await send(source, { ...settings, uploadUrl: address });

  expect(rest.seen).toEqual([400_000, 500_000, 600_000, 700_000]);
  const stored = await request.get(address.replace("/api/tep/", "/tep/"));
  expect(sum(await stored.body())).toBe(sum(source));
});

test("it sends all in the request that creates, and takes it back", async ({ request, baseURL }) => {
  const { draft, cookie } = await begin(request, baseURL!);
  const source = pdf();
  const settings = { ...options(baseURL!, draft, cookie), chunkSize: WHOLE };

  const { upload } = await send(source, { ...settings, uploadDataDuringCreation: true });
  await upload.abort(true); // terminates

  const gone = await request.get(upload.url!.replace("/api/tep/", "/tep/"));
  expect(gone.status()).toBe(404);
});

test("it hears why a file is not taken", async ({ request, baseURL }) => {
  const { draft, cookie } = await begin(request, baseURL!);
  const settings = { ...options(baseURL!, draft, cookie), retryDelays: [] };

  const refused = await send(Buffer.from("<html></html>"), settings).catch((error) => error);

  expect(refused).toBeInstanceOf(tus.DetailedError);
  expect(refused.originalResponse.getStatus()).toBe(415);
  expect(refused.originalResponse.getBody()).toContain("upload.wrong_type");
});
