// Starts the server for a whole run: a fresh demo world in a temporary folder, on a free port.
// ENGINE=postgres puts it into a new database of the cluster that TEST_POSTGRES_URL names.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const ROOT = resolve(import.meta.dirname, "..");
const TARGET = process.env.CARGO_TARGET_DIR ?? join(homedir(), ".cache/motcua/target");
const START_MILLISECONDS_MAX = 60_000;

export default async function start() {
  const folder = mkdtempSync(join(tmpdir(), "motcua-end2end-"));
  const listen = `127.0.0.1:${await freePort()}`;
  const logFile = join(folder, "server.log");
  const log = openSync(logFile, "w");
  const server = spawn(process.env.SERVER ?? join(TARGET, "debug/server"), ["serve"], {
    cwd: ROOT,
    stdio: ["ignore", log, log],
    env: {
      MOTCUA_SITE_ROOT: join(TARGET, "site"),
      ...process.env,
      ...database(folder),
      MOTCUA_LISTEN: listen,
      MOTCUA_PUBLIC_URL: `http://${listen}`,
      MOTCUA_DATA_DIR: folder,
      MOTCUA_DEMO: "true",
    },
  });
  const stop = async () => {
    if (isRunning(server)) {
      server.kill("SIGTERM");
      await once(server, "exit");
    }
    rmSync(folder, { recursive: true, force: true });
  };
  process.env.BASE_URL = `http://${listen}`;
  try {
    await ready(server, logFile);
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
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

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}

async function ready(server: ChildProcess, logFile: string) {
  const deadline = Date.now() + START_MILLISECONDS_MAX;
  while (Date.now() < deadline && isRunning(server)) {
    const answer = await fetch(`${process.env.BASE_URL}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error(`the server did not become ready:\n${readFileSync(logFile, "utf8")}`);
}

function isRunning(server: ChildProcess) {
  return server.exitCode === null && server.signalCode === null;
}
