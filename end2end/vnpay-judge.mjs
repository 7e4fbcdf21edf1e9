// Somebody else's VNPAY implementation (npm `vnpay`) judges ours, in both directions:
// the addresses that we sign for 1,000 seeded orders must be, byte for byte, what it would sign;
// the sandbox must accept the addresses that it builds; what the sandbox sends back (return,
// notice, answer to a question) must verify there, and must not once it was altered.
//
//   npm run judge           (cargo builds our side: server/integrations/examples/vnpay_judge.rs)
//
// TZ must be UTC: the package's GMT+7 helper is right nowhere else (protocols.md §1.7).
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import { dateFormat, getDateInGMT7, ignoreLogger, VNPay } from "vnpay";

const ORDERS = 1_000;
const RETURN_URL = "https://dvc.example.vn/thanh-toan/ket-qua";

assert.equal(process.env.TZ, "UTC", "run with TZ=UTC");

const notices = [];
const merchant = createServer((request, response) => {
  const query = new URL(request.url, "http://merchant").searchParams;
  notices.push(Object.fromEntries(query));
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ RspCode: "00", Message: "Confirm Success" }));
});
merchant.listen(0, "127.0.0.1");
await once(merchant, "listening");
const noticeUrl = `http://127.0.0.1:${merchant.address().port}/ipn`;

const cargo = ["run", "--quiet", "--package", "integrations", "--example", "vnpay_judge", "--"];
const ours = spawn("cargo", [...cargo, noticeUrl, String(ORDERS)], {
  cwd: new URL("..", import.meta.url),
  stdio: ["pipe", "pipe", "inherit"],
});
const lines = createInterface({ input: ours.stdout })[Symbol.asyncIterator]();
const next = async () => JSON.parse((await lines.next()).value);

try {
  const { sandbox, tmn, secret } = await next();
  const vnpay = new VNPay({
    tmnCode: tmn,
    secureSecret: secret,
    vnpayHost: sandbox,
    queryDrAndRefundHost: sandbox,
    testMode: false,
    hashAlgorithm: "SHA512",
    loggerFn: ignoreLogger,
  });
  await judgeAddresses(vnpay);
  const paid = await judgePayment(vnpay, "success", true);
  await judgePayment(vnpay, "cancel", false);
  await judgeAnswer(vnpay, paid);
  console.log(`npm vnpay agrees: ${ORDERS} addresses, 2 payments, 1 question`);
} finally {
  ours.stdin.end();
  merchant.close();
}

async function judgeAddresses(vnpay) {
  for (let n = 0; n < ORDERS; n += 1) {
    const order = await next();
    const theirs = vnpay.buildPaymentUrl({
      vnp_Amount: order.amount,
      vnp_TxnRef: order.txn_ref,
      vnp_OrderInfo: order.about,
      vnp_OrderType: "other",
      vnp_CreateDate: gmt7(order.created_at),
      vnp_ExpireDate: gmt7(order.expires_at),
      vnp_IpAddr: order.ip,
      vnp_Locale: order.locale,
      vnp_ReturnUrl: order.return_url,
    });
    assert.equal(order.url, theirs);
  }
}

// Their address, our page, our notice, their verdict.
async function judgePayment(vnpay, button, success) {
  const txnRef = `NPM${button}`;
  const now = Date.now();
  const order = {
    vnp_Amount: 150_000,
    vnp_TxnRef: txnRef,
    vnp_OrderInfo: "Le phi ho so HS26000125",
    vnp_OrderType: "other",
    vnp_CreateDate: gmt7(now),
    vnp_ExpireDate: gmt7(now + 15 * 60_000),
    vnp_IpAddr: "113.160.92.202",
    vnp_Locale: "vn",
    vnp_ReturnUrl: RETURN_URL,
  };
  const address = new URL(vnpay.buildPaymentUrl(order));
  const shown = await fetch(address);
  const page = await shown.text();
  assert.equal(shown.status, 200, page);
  const token = /name="token" value="([0-9a-f]+)"/.exec(page)[1];

  const pressed = await fetch(new URL("/paymentv2/pay", address), {
    method: "POST",
    body: new URLSearchParams({ txn_ref: txnRef, token, button }),
    redirect: "manual",
  });
  assert.equal(pressed.status, 303);
  const back = new URL(pressed.headers.get("location"));
  assert.equal(back.origin + back.pathname, RETURN_URL);
  const returned = Object.fromEntries(back.searchParams);
  const noticed = notices.find((notice) => notice.vnp_TxnRef === txnRef);

  for (const [what, verdict, altered] of [
    ["return", vnpay.verifyReturnUrl({ ...returned }), vnpay.verifyReturnUrl(alter(returned))],
    ["notice", vnpay.verifyIpnCall({ ...noticed }), vnpay.verifyIpnCall(alter(noticed))],
  ]) {
    assert.equal(verdict.isVerified, true, `${button}: ${what}`);
    assert.equal(verdict.isSuccess, success, `${button}: ${what}`);
    assert.equal(Number(verdict.vnp_Amount), order.vnp_Amount, `${button}: ${what}`);
    assert.equal(altered.isVerified, false, `${button}: altered ${what}`);
  }
  return order;
}

async function judgeAnswer(vnpay, order) {
  const answer = await vnpay.queryDr({
    vnp_RequestId: "JUDGE1",
    vnp_TxnRef: order.vnp_TxnRef,
    vnp_OrderInfo: "Truy van",
    vnp_TransactionDate: order.vnp_CreateDate,
    vnp_CreateDate: gmt7(Date.now()),
    vnp_IpAddr: "127.0.0.1",
  });
  // The package believes a missing signature; we never leave it out.
  assert.match(answer.vnp_SecureHash, /^[0-9a-f]{128}$/);
  assert.equal(answer.isVerified, true, JSON.stringify(answer));
  assert.equal(answer.vnp_ResponseCode, "00");
  assert.equal(answer.vnp_TransactionStatus, "00");
}

function alter(params) {
  return { ...params, vnp_Amount: "100" };
}

function gmt7(milliseconds) {
  return dateFormat(getDateInGMT7(new Date(milliseconds)));
}
