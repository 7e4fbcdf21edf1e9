// Papers are sent when they are chosen, survive what happens to the line, and each wrong one says why.
import { writeFileSync } from "node:fs";
import { type BrowserContext, type Page, type Request } from "@playwright/test";
import { expectAccessible } from "../axe.ts";
import { expect as usual, test } from "../test.ts";

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;
const PIECE_BYTES = 256 * KILOBYTE;
/** Cấp phù hiệu xe: one paper that takes ten files of every kind. */
const PROCEDURE = "sgtvt-phu-hieu";
const PAPER = "p2";

// Megabytes through a debug build on a busy machine take their time.
const expect = usual.configure({ timeout: 45_000 });
test.describe.configure({ timeout: 180_000 });

/** A PDF of so many bytes, as far as anybody looks. */
function pdf(name: string, bytes = 40 * KILOBYTE) {
  const head = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n");
  const tail = Buffer.from("trailer<</Root 1 0 R>>\n%%EOF\n");
  const filling = Buffer.alloc(bytes - head.length - tail.length, " ");
  return { name, mimeType: "application/pdf", buffer: Buffer.concat([head, filling, tail]) };
}

function file(name: string, content: string) {
  return { name, mimeType: "application/octet-stream", buffer: Buffer.from(content) };
}

/** The same, on the disk: chosen twice it is the same file to the browser. */
function onDisk({ name, buffer }: ReturnType<typeof file>) {
  const path = test.info().outputPath(name);
  writeFileSync(path, buffer);
  return path;
}

/** Begins a draft and opens its papers. */
async function openPapers(page: Page) {
  const origin = new URL(test.info().project.use.baseURL ?? process.env.BASE_URL!).origin;
  const begun = await page.request.post("/fn/draft/begin", {
    form: { code: PROCEDURE, fresh: "true" },
    headers: { accept: "text/html", origin },
  });
  await page.goto(`${new URL(begun.url()).pathname}/giay-to`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Giấy tờ kèm theo");
}

const chooser = (page: Page) => page.locator(`#${PAPER}`);
const item = (page: Page, name: string) => page.getByRole("listitem").filter({ hasText: name });

/** Waits until the island listens. */
async function awake(page: Page) {
  await expect(page.locator(`button[form="${PAPER}-form"]`)).toBeHidden();
}

/** The bytes of files that the page has sent, as the server would count them. */
function countSent(context: BrowserContext) {
  const sent = { bytes: 0 };
  context.on("request", (request: Request) => {
    if (request.method() === "PATCH") sent.bytes += request.postDataBuffer()?.length ?? 0;
  });
  return sent;
}

test("a paper is sent when it is chosen, and taken off again", async ({ page }) => {
  await openPapers(page);
  await awake(page);
  await expectAccessible(page);

  await chooser(page).setInputFiles([pdf("Đơn đề nghị.pdf", 700 * KILOBYTE), pdf("Đăng ký xe.pdf")]);

  await expect(item(page, "Đơn đề nghị.pdf").getByText("Đã nhận", { exact: true })).toBeVisible();
  await expect(item(page, "Đăng ký xe.pdf").getByText("Đã nhận", { exact: true })).toBeVisible();
  await expect(page.locator("#live")).toHaveText("Đã nhận tệp Đăng ký xe.pdf.");
  await expectAccessible(page);
  await page.reload();
  const link = page.getByRole("link", { name: "Đơn đề nghị.pdf" });
  const got = await page.request.get((await link.getAttribute("href"))!);
  expect((await got.body()).length).toBe(700 * KILOBYTE);

  await awake(page);
  await page.getByRole("button", { name: "Xóa Đơn đề nghị.pdf" }).click();
  await expect(item(page, "Đơn đề nghị.pdf")).toBeHidden();
  await expect(chooser(page)).toBeFocused();
  await page.reload();
  await expect(item(page, "Đăng ký xe.pdf")).toBeVisible();
  await expect(item(page, "Đơn đề nghị.pdf")).toBeHidden();
});

test.describe("on a line that breaks", () => {
  test.use({ tolerated: [/ERR_(INTERNET_DISCONNECTED|FAILED)/] });

  test("what was sent before the break is not sent again", async ({ page, context }) => {
    const whole = 12 * MEGABYTE;
    await openPapers(page);
    await awake(page);
    const sent = countSent(context);
    let arrived = 0;
    await page.route("**/api/tep/*", async (route) => {
      const request = route.request();
      if (request.method() === "PATCH" && arrived >= whole * 0.63) return route.abort("failed");
      if (request.method() === "PATCH") arrived += PIECE_BYTES;
      return route.continue();
    });

    await chooser(page).setInputFiles(pdf("Hồ sơ dài.pdf", whole));
    await expect(item(page, "Hồ sơ dài.pdf")).toContainText(/Mất kết nối ở 6[34]%/);
    await expectAccessible(page);
    await page.unroute("**/api/tep/*");
    sent.bytes = 0;

    await expect(item(page, "Hồ sơ dài.pdf").getByText("Đã nhận", { exact: true })).toBeVisible();
    expect(sent.bytes / whole).toBeLessThan(0.4);
    expect(sent.bytes).toBeGreaterThan(0);
  });

  test("an upload goes on by itself once the browser is online again", async ({ page, context }) => {
    await openPapers(page);
    await awake(page);
    await slowDown(page);
    await chooser(page).setInputFiles(pdf("Ảnh chụp.pdf", 4 * MEGABYTE));
    await expect(item(page, "Ảnh chụp.pdf")).toContainText("Đang tải lên");

    await context.setOffline(true);
    await expect(item(page, "Ảnh chụp.pdf")).toContainText("Mất kết nối");
    await expect(page.locator("#live")).toContainText("Mất kết nối khi đang gửi tệp Ảnh chụp.pdf");
    await context.setOffline(false);
    await item(page, "Ảnh chụp.pdf").getByRole("button", { name: "Thử lại" }).click();

    await expect(item(page, "Ảnh chụp.pdf").getByText("Đã nhận", { exact: true })).toBeVisible();
  });
});

/** Gives each piece a tenth of a second, so that there is time to press a button. */
async function slowDown(page: Page) {
  await page.route("**/api/tep/*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 150));
    await route.continue().catch(() => undefined);
  });
}

test.describe("in the middle of an upload", () => {
  test.use({ tolerated: [/ERR_ABORTED/] });

  test("it can be paused and continued by keyboard", async ({ page }) => {
    await openPapers(page);
    await awake(page);
    await slowDown(page);
    await chooser(page).setInputFiles(pdf("Bản vẽ.pdf", 5 * MEGABYTE));

    const pause = item(page, "Bản vẽ.pdf").getByRole("button", { name: "Tạm dừng" });
    await pause.focus();
    await page.keyboard.press("Enter");
    await expect(item(page, "Bản vẽ.pdf")).toContainText("Tạm dừng ở");
    await expectAccessible(page);
    const goOn = item(page, "Bản vẽ.pdf").getByRole("button", { name: "Gửi tiếp" });
    await expect(goOn).toBeFocused();
    await page.unroute("**/api/tep/*");
    await page.keyboard.press("Enter");

    await expect(item(page, "Bản vẽ.pdf").getByText("Đã nhận", { exact: true })).toBeVisible();
  });

  test("a reload loses nothing: the same file goes on where it was", async ({ page, context }) => {
    const whole = 6 * MEGABYTE;
    const chosen = onDisk(pdf("Giấy phép.pdf", whole));
    await openPapers(page);
    await awake(page);
    await slowDown(page);
    await chooser(page).setInputFiles(chosen);
    await expect(item(page, "Giấy phép.pdf")).toContainText(/Đang tải lên [3-9]\d%/);

    await page.reload();
    await expect(item(page, "Giấy phép.pdf")).toContainText("Chưa gửi xong");
    await expectAccessible(page);
    await page.unroute("**/api/tep/*");
    const sent = countSent(context);
    await chooser(page).setInputFiles(chosen);

    await expect(item(page, "Giấy phép.pdf").getByText("Đã nhận", { exact: true })).toBeVisible();
    expect(sent.bytes / whole).toBeLessThan(0.75);
  });

  test("what was left over can be given up", async ({ page }) => {
    await openPapers(page);
    await awake(page);
    await slowDown(page);
    await chooser(page).setInputFiles(pdf("Nhầm.pdf", 6 * MEGABYTE));
    await expect(item(page, "Nhầm.pdf")).toContainText(/Đang tải lên [1-9]\d%/);
    await page.reload();
    await expect(item(page, "Nhầm.pdf")).toContainText("Chưa gửi xong");
    const given = page.waitForResponse((reply) => reply.request().method() === "DELETE");

    await item(page, "Nhầm.pdf").getByRole("button", { name: "Bỏ" }).click();

    expect((await given).status()).toBe(204);
    await page.reload();
    await awake(page);
    await expect(item(page, "Nhầm.pdf")).toBeHidden();
  });
});

test("each wrong file says what is wrong with it", async ({ page }) => {
  await openPapers(page);
  await awake(page);
  const wrong: [ReturnType<typeof file>, string][] = [
    [file("trống.pdf", ""), "Tệp không có nội dung"],
    [file("trang.pdf", "<html>không</html>"), "Chỉ nhận tệp PDF, JPEG, PNG, HEIC, DOCX"],
    [file("khóa.pdf", "%PDF-1.4\ntrailer<</Encrypt 1 0 R>>\n%%EOF\n"), "Tệp có đặt mật khẩu"],
    [pdf("lớn.pdf", 20 * MEGABYTE + 1), "Tệp lớn hơn 20 MB"],
  ];

  for (const [chosen, words] of wrong) {
    await chooser(page).setInputFiles(chosen);
    await expect(item(page, chosen.name)).toContainText(words);
  }
  await expectAccessible(page);
  const many = Array.from({ length: 11 }, (_, at) => pdf(`Trang ${at + 1}.pdf`));
  await chooser(page).setInputFiles(many);
  await expect(item(page, "Trang 11.pdf")).toContainText("tối đa 10 tệp");
  await expect(page.getByText("Giấy tờ này đã đủ 10 tệp")).toBeVisible();
  await item(page, "trống.pdf").getByRole("button", { name: "Bỏ" }).click();
  await expect(item(page, "trống.pdf")).toBeHidden();
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false, tolerated: [/preloaded using link preload/] });

  test("a plain form does the same", async ({ page }) => {
    await openPapers(page);
    const send = page.locator(`button[form="${PAPER}-form"]`);

    await send.click();
    await expect(page.getByRole("alert")).toContainText("chưa chọn tệp nào");
    await chooser(page).setInputFiles([
      pdf("Đơn.pdf"),
      file("trống.pdf", ""),
      file("trang.pdf", "<html>không</html>"),
    ]);
    await send.click();

    await expect(item(page, "Đơn.pdf")).toContainText("Đã nhận");
    await expect(item(page, "trống.pdf").last()).toContainText("Tệp không có nội dung");
    await expect(item(page, "trang.pdf").last()).toContainText("Chỉ nhận tệp PDF");
    await expect(page).toHaveTitle(/^Lỗi:/);
    await page.getByRole("button", { name: "Xóa Đơn.pdf" }).click();
    await expect(item(page, "Đơn.pdf")).toBeHidden();
    await page.getByRole("button", { name: "Sang bước tiếp theo" }).click();
    await expect(page).toHaveURL(/\/ban-nhap\/[0-9a-f-]+\//);
  });
});
