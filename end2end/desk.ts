// The officers' desk: who signs in there, and the dossiers that come to it.
import { expect, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { freshPhone, signIn } from "./people.ts";

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

/// A code of an authenticator works once, so each worker signs each officer in once.
const signedIn = new Map<string, State>();

/// A window in which that member of the demo world's staff is signed in.
export async function deskOf(browser: Browser, login: string, options = {}): Promise<Page> {
  let state = signedIn.get(login);
  if (!state) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await signInStaff(page, login);
    const { cookies } = await context.storageState();
    // The session and nothing else: each story chooses its own language and look.
    state = { cookies: cookies.filter((cookie) => cookie.name === "sid"), origins: [] };
    signedIn.set(login, state);
    await context.close();
  }
  const context = await browser.newContext({ ...options, storageState: state });
  return context.newPage();
}

async function signInStaff(page: Page, login: string) {
  await expect(async () => {
    await page.goto("/can-bo/dang-nhap?tiep=/thu-tuc");
    const account = page.getByRole("row").filter({ has: page.getByText(login, { exact: true }) });
    await account.getByRole("button").click({ timeout: 20_000 });
    await expect(page).toHaveURL(/^[^?]*\/thu-tuc$/, { timeout: 20_000 });
  }).toPass({ timeout: 100_000, intervals: [5_000] });
}

/// A citizen who files from an address book of requests: the pages of the form have stories of their
/// own.
export class Filer {
  private constructor(private readonly page: Page) {}

  static async arrive(browser: Browser): Promise<Filer> {
    const page = await (await browser.newContext()).newPage();
    await page.goto("/dang-nhap?tiep=/ho-so");
    await signIn(page, freshPhone());
    await expect(page).toHaveURL(/\/ho-so$/);
    return new Filer(page);
  }

  /// Hands in a request for a criminal record by an organisation; the answer is its reference.
  async file(name: string): Promise<string> {
    const id = await this.call("draft/begin", { form: { code: "stp-lltp-co-quan", fresh: "true" } });
    const place = { era: "2023", province: "06", district: "058", commune: "01840", detail: "Tổ 4" };
    const answers = {
      org_name: name,
      org_tax_code: "0100109106",
      org_address: place,
      org_position: "Giám đốc",
      full_name: "HOÀNG THỊ MAI",
      date_of_birth: { day: "27", month: "3", year: "1990" },
      gender: "female",
      cccd: "006190001234",
      phone: "0912345678",
      contact_address: place,
      request_content: "Cấp Phiếu lý lịch tư pháp số 1 cho người đại diện theo pháp luật.",
      return_method: "online",
    };
    await this.call("draft/save", { data: { save: { id, answers } } });
    const done = await this.call("draft/submit", { form: { id } });
    return done.reference;
  }

  private async call(path: string, body: object) {
    const headers = { accept: "application/json", origin: new URL(this.page.url()).origin };
    const reply = await this.page.request.post(`/fn/${path}`, { ...body, headers });
    expect(reply.ok(), `${path}: ${await reply.text()}`).toBe(true);
    return reply.json();
  }
}

/// The smallest PDF, for results.
export const PDF = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" +
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]>>endobj\n" +
    "trailer<</Root 1 0 R>>\n%%EOF\n",
);
