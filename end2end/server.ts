// Starts the product for a whole run: a fresh demo world in a temporary folder, on free ports.
// ENGINE=postgres puts it into a new database of the cluster that TEST_POSTGRES_URL names;
// COPIES=2 starts that many copies on it, behind a proxy that gives each request to the next one.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer, request } from "node:http";
import { createServer as createProbe } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const ROOT = resolve(import.meta.dirname, "..");
const TARGET = process.env.CARGO_TARGET_DIR ?? join(homedir(), ".cache/motcua/target");
const COPIES = Number(process.env.COPIES ?? "1");
const START_MILLISECONDS_MAX = 60_000;

/** One process of the product. */
interface Copy {
  process: ChildProcess;
  listen: string;
  logFile: string;
}

export default async function start() {
  const folder = mkdtempSync(join(tmpdir(), "motcua-end2end-"));
  const running: Copy[] = [];
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const close of closers) await close();
    for (const copy of running) await end(copy.process);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const listens = await Promise.all(Array.from({ length: COPIES }, freeAddress));
    const front = COPIES > 1 ? await freeAddress() : listens[0];
    const gateway = await freeAddress();
    process.env.BASE_URL = `http://${front}`;
    process.env.GATEWAY_URL = `http://${gateway}`;
    const world = {
      MOTCUA_SITE_ROOT: join(TARGET, "site"),
      ...process.env,
      ...database(folder),
      MOTCUA_PUBLIC_URL: `http://${front}`,
      MOTCUA_DATA_DIR: folder,
      MOTCUA_DEMO: "true",
    };
    for (const [at, listen] of listens.entries()) {
      const payment = at === 0 ? { MOTCUA_GATEWAY_LISTEN: gateway } : elsewhere(gateway);
      const copy = launch(folder, at, listen, { ...world, ...payment });
      running.push(copy);
      // The first one makes the world; the others find it.
      await ready(copy);
    }
    if (COPIES > 1) closers.push(await proxy(front, listens));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

function launch(folder: string, at: number, listen: string, env: NodeJS.ProcessEnv): Copy {
  const logFile = join(folder, `server-${at}.log`);
  const log = openSync(logFile, "w");
  const program = process.env.SERVER ?? join(TARGET, "debug/server");
  const child = spawn(program, ["serve"], {
    cwd: ROOT,
    stdio: ["ignore", log, log],
    env: { ...env, MOTCUA_LISTEN: listen },
  });
  return { process: child, listen, logFile };
}

/** The settings of a copy that speaks to the gateway of the first one. */
function elsewhere(gateway: string) {
  return {
    MOTCUA_VNPAY_PAY_URL: `http://${gateway}/paymentv2/vpcpay.html`,
    MOTCUA_VNPAY_API_URL: `http://${gateway}/merchant_webapi/api/transaction`,
    MOTCUA_VNPAY_TMN_CODE: "DEMOMC01",
    MOTCUA_VNPAY_SECRET: "MOTCUADEMOSECRETWITHOUTANYWORTH1",
  };
}

/** Gives each request to the next copy: nothing may depend on coming back to the same one. */
async function proxy(front: string, listens: string[]) {
  let turn = 0;
  const server = createServer((incoming, outgoing) => {
    turn += 1;
    const [host, port] = listens[turn % listens.length].split(":");
    const { method, url, headers } = incoming;
    const onward = request({ host, port, method, path: url, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    outgoing.on("close", () => onward.destroy());
    incoming.pipe(onward);
  });
  const [host, port] = front.split(":");
  server.listen(Number(port), host);
  await once(server, "listening");
  return async () => {
    server.closeAllConnections();
    server.close();
    await once(server, "close");
  };
}

function database(folder: string): Record<string, string> {
  if ((process.env.ENGINE ?? "sqlite") === "sqlite") {
    return { MOTCUA_DATABASE_URL: `sqlite:${join(folder, "motcua.db")}` };
  }
  const cluster = process.env.TEST_POSTGRES_URL;
  if (!cluster) throw new Error("TEST_POSTGRES_URL names the PostgreSQL: run `make test-browser`");
  const name = `end2end_${process.pid}`;
  execFileSync("psql", ["--quiet", cluster, "--command", `CREATE DATABASE ${name}`]);
  return { MOTCUA_DATABASE_URL: cluster.replace(/\/postgres(?=\?|$)/, `/${name}`) };
}

async function freeAddress(): Promise<string> {
  const probe = createProbe().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return `127.0.0.1:${address.port}`;
}

async function ready({ process: child, listen, logFile }: Copy) {
  const deadline = Date.now() + START_MILLISECONDS_MAX;
  while (Date.now() < deadline && isRunning(child)) {
    const answer = await fetch(`http://${listen}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error(`the server did not become ready:\n${readFileSync(logFile, "utf8")}`);
}

async function end(child: ChildProcess) {
  if (!isRunning(child)) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

function isRunning(child: ChildProcess) {
  return child.exitCode === null && child.signalCode === null;
}
