// Runs a test program that was compiled for WASI, in Node: `node wasi.mjs PROGRAM …`.
// It sees the whole machine, as a test that was compiled natively does.
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";

const [program, ...rest] = process.argv.slice(2);
const args = [program, ...rest];
const wasi = new WASI({ version: "preview1", args, env: process.env, preopens: { "/": "/" } });
// Debian's libc of 2022 has no threads at all, and std names these two.
const none = () => {
  throw new Error("there are no threads in WASI");
};
const env = { pthread_join: none, pthread_detach: none };
const module = await WebAssembly.compile(await readFile(program));
const instance = await WebAssembly.instantiate(module, { ...wasi.getImportObject(), env });
process.exitCode = wasi.start(instance);
