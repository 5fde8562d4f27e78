// Keeps the built host script for ever: copies dist/embed.<hash>.js to released/ and adds its hash to the list that
// the tests hold. Sites pin these files by hash, so none is ever changed or taken away.
import { createHash } from "node:crypto";
import { appendFile, copyFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const LIST = join(HERE, "../tests/app/golden/released_host_scripts.txt");

const name = JSON.parse(await readFile(join(HERE, "dist/manifest.json"), "utf8"))["embed.js"];
const built = join(HERE, "dist", name);
const integrity = `sha384-${createHash("sha384").update(await readFile(built)).digest("base64")}`;
const listed = await readFile(LIST, "utf8").catch(() => "");
if (listed.includes(`${name} `)) {
  console.log(`${name} is released already.`);
} else {
  await mkdir(join(HERE, "released"), { recursive: true });
  await copyFile(built, join(HERE, "released", name));
  await appendFile(LIST, `${name} ${integrity}\n`);
  console.log(`Released ${name}: commit frontend/released/ and the list in tests/app/golden/.`);
}
