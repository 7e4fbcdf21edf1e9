// Fills any form by its definition, as a person would: what is asked is answered, what is not asked is
// left alone. It knows kinds of fields, and no form.
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import { expect, type Locator, type Page } from "@playwright/test";

const ROOT = resolve(import.meta.dirname, "..");

type Option = { value: string; label_vi: string };
export type Field = {
  key: string;
  label_vi: string;
  type: string;
  required: boolean;
  options?: Option[];
  columns?: Field[];
  validation?: {
    pattern?: string;
    check?: string;
    date_min?: string;
    precision?: string;
    sum_equals?: { column: string; field: string };
    without_detail?: boolean;
  };
};
export type Form = { sections: { key: string; title_vi: string; fields: Field[] }[] };

export function readForm(path: string): Form {
  return JSON.parse(readFileSync(join(ROOT, path), "utf8"));
}

/// What a text may be; the first that fits the pattern is taken.
const TEXTS = [
  "HOÀNG THỊ MAI",
  "DOANH NGHIỆP TƯ NHÂN MAI",
  "01/01 - 31/12",
  "4711",
  "0123456789",
  "006090001234",
  "B1234567",
];
const TAX_NUMBER = "0100109106";
const AMOUNT = "100.000.000";

/// Begins a filing of the procedure at `slug`, and stands on its task list.
export async function begin(page: Page, slug: string) {
  await page.goto(`/nop-ho-so/${slug}`);
  await page.getByRole("button", { name: /^Bắt đầu/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

/// Fills every page of questions in order, from the task list to what follows them.
export async function fillAll(page: Page, form: Form) {
  const pages = form.sections.filter((section) => section.fields.some((f) => f.type !== "file"));
  const keys = pages.map((section) => section.key);
  await page.locator(".task_list a").first().click();
  for (let turn = 0; turn < 3 * keys.length; turn += 1) {
    const key = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    const section = pages.find((known) => known.key === key);
    if (!section) return;
    await fillPage(page, section.fields);
    await goOn(page);
  }
  throw new Error(`no way past ${page.url()}`);
}

/// Answers what a page asks.
export async function fillPage(page: Page, fields: Field[]) {
  for (const field of fields) {
    await answer(page, field, field.key);
  }
}

/// Presses the button that saves and goes on; the page that follows is another, or says why not.
export async function goOn(page: Page) {
  const before = page.url();
  await page.getByRole("button", { name: "Lưu và tiếp tục" }).last().click();
  await page.waitForURL((url) => url.href !== before, { timeout: 15_000 });
}

async function answer(page: Page, field: Field, path: string): Promise<void> {
  if (field.type === "file") return;
  const question = page.locator(`[data-field="${path}"]`);
  if (!(await question.isVisible())) return;
  switch (field.type) {
    case "table":
      for (const column of field.columns ?? []) await answer(page, column, `${path}.0.${column.key}`);
      return;
    case "date":
      return fillDate(question, field, path);
    case "address":
      return fillAddress(question, field);
    case "select":
      await question.getByRole("combobox").selectOption(field.options![0].value);
      return;
    case "radio":
      return question.getByRole("radio").first().check();
    case "checkbox":
      if (field.options?.length) {
        for (const box of await question.getByRole("checkbox").all()) await box.check();
      } else if (/main/.test(field.key)) {
        await question.getByRole("checkbox").check();
      }
      return;
    default:
      return question.getByRole("textbox").fill(text(field));
  }
}

function text(field: Field): string {
  const { pattern, check } = field.validation ?? {};
  switch (field.type) {
    case "cccd":
      return "006090001234";
    case "phone":
      return "0912 345 678";
    case "email":
      return "mai@example.vn";
    case "money":
      return AMOUNT;
    case "number":
      return field.key === "ratio" ? "100" : /year/.test(field.key) ? "2010" : "2";
    case "textarea":
      return "Đề nghị giải quyết theo quy định.\nXin cảm ơn.";
  }
  if (check === "mst") return TAX_NUMBER;
  const fits = TEXTS.find((text) => !pattern || new RegExp(pattern, "u").test(text));
  if (!fits) throw new Error(`no text for ${field.key}: ${pattern}`);
  return fits;
}

async function fillDate(question: Locator, field: Field, path: string) {
  const at = (days: number) => new Date(Date.now() - days * 86_400_000);
  let day = new Date(2021, 5, 15);
  if (/dob|birth/.test(path)) day = new Date(1990, 2, 27);
  if (field.validation?.date_min) day = at(10);
  if (field.validation?.precision === "month") {
    day = /from/.test(path) ? new Date(2004, 2, 1) : at(0);
    await question.getByLabel("Tháng").fill(String(day.getMonth() + 1));
    return question.getByLabel("Năm").fill(String(day.getFullYear()));
  }
  await question.getByLabel("Ngày", { exact: true }).fill(String(day.getDate()));
  await question.getByLabel("Tháng", { exact: true }).fill(String(day.getMonth() + 1));
  await question.getByLabel("Năm", { exact: true }).fill(String(day.getFullYear()));
}

/// An old name on purpose: people go on saying it.
async function fillAddress(question: Locator, field: Field) {
  await question.getByLabel("Tỉnh, thành phố").selectOption("Bắc Kạn");
  await question.getByLabel("Xã, phường, thị trấn").fill("Phùng Chí Kiên");
  if (!field.validation?.without_detail) await question.getByLabel("Số nhà, đường, thôn, tổ").fill("Tổ 7B");
}

/// Chooses the first case on the fee's page, if that is where we are.
export async function chooseFee(page: Page) {
  if (!page.url().endsWith("/le-phi")) return;
  const cases = page.getByRole("group", { name: "Trường hợp của ông/bà" }).getByRole("radio");
  if (await cases.count()) await cases.first().check();
  await goOn(page);
}

/// Uploads a photograph for every paper that must be there.
export async function attachPapers(page: Page) {
  if (!page.url().includes("/giay-to")) return;
  const needed = page.locator("section", { has: page.getByRole("heading", { name: "Giấy tờ phải có" }) });
  const slots = needed.last().locator("input[type=file]");
  const ids = await slots.evaluateAll((all) => all.map((input) => input.id));
  for (const id of ids) {
    const file = { name: "anh.png", mimeType: "image/png", buffer: photograph(600, 800) };
    await page.locator(`[id="${id}"]`).setInputFiles(file);
    const slot = page.locator("section.file_slot", { has: page.locator(`[id="${id}"]`) });
    const send = slot.getByRole("button", { name: "Tải lên" });
    if (await send.isVisible()) await send.click();
    await expect(slot.getByText("Đã nhận")).toBeVisible({ timeout: 20_000 });
  }
  await page.getByRole("button", { name: "Sang bước tiếp theo" }).click();
}

/// A grey picture of that size, as PNG.
export function photograph(width: number, height: number): Buffer {
  const chunk = (kind: string, body: Buffer) => {
    const named = Buffer.concat([Buffer.from(kind), body]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(body.length, 0);
    frame.writeUInt32BE(crc32(named), 4);
    return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, 0x80);
  for (let y = 0; y < height; y += 1) rows[y * (width + 1)] = 0;
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
