// The page of the own optimizer: the code, what it does on a hill and in a network, and what is said of it.

import { getJson } from "../api.js";
import { notice, server } from "../banner.js";
import { bringBack } from "../bringback.js";
import { choiceField } from "../controls.js";
import { exported, reasonOf } from "../exported.js";
import { Hills } from "../hills.js";
import { ruleNamed } from "../lane.js";
import { objectiveIn } from "../opening.js";
import { chosenOf, codeOf, KEYS, toQuery } from "../own/codeaddress.js";
import { ownBack } from "../own/back.js";
import { Begin } from "../own/begin.js";
import { Checker } from "../own/checker.js";
import { CheckPanel } from "../own/checkpanel.js";
import { Console } from "../own/console.js";
import { Draft } from "../own/draft.js";
import { Editor } from "../own/editor.js";
import { FaultPanel } from "../own/faultpanel.js";
import { HyperparameterFields } from "../own/hyperparameters.js";
import { Look } from "../own/look.js";
import { Pictures } from "../own/pictures.js";
import { knownOf } from "../own/ranges.js";
import { beside } from "../own/references.js";
import { RunStatus } from "../own/status.js";
import { Query } from "../query.js";
import { Stream, streamUrl } from "../stream.js";
import { takeHome } from "../takehome.js";

/** @import { Failure, OwnOptimizer } from "../types.js" */
/** @import { Origin } from "../own/codeaddress.js" */
/** @import { Seen } from "../own/look.js" */
/** @import { Place } from "../own/console.js" */

/** How long nothing may change before the address is written, in milliseconds. */
const REST = 200;
/** @type {Origin} */
const FIRST = { kind: "template", name: "simple_gd" };
const REFERENCE = "momentum";

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** @type {(id: string) => HTMLButtonElement} */
const buttonOf = (id) => /** @type {HTMLButtonElement} */ (byId(id));

const names = ["objectives", "optimizers", "schedules", "datasets", "networks", "optimizers/templates"];
/** Whether the server runs such code. It is asked first, and knows it last. */
const standing = getJson("/api/sandbox");
const answers = await Promise.all([import(/** @type {HTMLLinkElement} */ (byId("editor-parts")).href), ...names.map((name) => getJson(`/api/${name}`))]);
const [parts, objectives, optimizers, schedules, datasets, networks, templates] = answers;
const query = new URLSearchParams(location.search);
const said = new Query(query);
const stream = new Stream(streamUrl(), server);
const hills = new Hills(objectives);
const hill = await objectiveIn(query, hills);
const draft = new Draft(localStorage);
const status = new RunStatus(byId("status"), buttonOf("stop"));
const begin = new Begin(/** @type {HTMLSelectElement} */ (byId("begin")), byId("begin-now"), templates, optimizers, replace);
const chosen = chosenOf(query);
const opened = await codeOf(query, (origin) => begin.text(origin));
let named = query.get("class") ?? "";
let reference = said.entry("reference", optimizers, ruleNamed(optimizers, REFERENCE)).name;
let resting = 0;
/** What was run last, once it has been looked at. @type {OwnOptimizer | null} */
let own = null;

if (opened.code) draft.take(opened.code.text, opened.code.origin);
else if (draft.text === null) draft.take(await begin.text(FIRST), FIRST);
const editor = new Editor(parts, byId("editor"), draft.text ?? "", edited, run);
const faults = new FaultPanel(byId("fault"), (line) => editor.go(line));
const printed = new Console(byId("console"), byId("printed"), byId("warnings"));
const fields = new HyperparameterFields(byId("hyperparameters"), knownOf(optimizers), chosen, run);
const look = new Look(stream, (seconds) => status.wait(seconds));
const checker = new Checker(stream, objectives);
const check = new CheckPanel(byId("verdict"), byId("differences"));
const classes = choiceField({ title: "Class" }, [], "", (name) => {
  named = name;
  run();
});
const besides = choiceField({ title: "Beside it" }, optimizers, reference, (name) => {
  reference = name;
  showReference();
  run();
});
const pictures = new Pictures(byId("pictures"), {
  stream,
  catalogue: { objectives, optimizers, schedules, datasets, networks },
  hills,
  objective: hill.objective,
  query,
  onresult: (result) => {
    if (result.event === "print") printed.print(result.what, result.text ?? "");
    if (result.event === "warning") printed.warn(result.text ?? "", result.hint);
    if (result.event === "done") printed.end();
    status.hear(result);
  },
  onfault: (fault, what) => failed("type" in fault ? { field: "source", reason: "", fault } : fault, what),
  onchange: rest,
});

byId("classes").replaceChildren(classes.element);
byId("classes").hidden = true;
byId("reference").replaceChildren(besides.element);
byId("run").addEventListener("click", run);
byId("stop").addEventListener("click", stop);
byId("check").addEventListener("click", compare);
byId("kept-back").addEventListener("click", () => replace(draft.aside ?? "", null));
byId("download").addEventListener("click", download);
takeHome(stream, () => pictures.goods);
const unknown = [...hill.unknown, ...chosen.unknown, ...opened.unknown, ...said.unknown, ...pictures.unknown];
if (unknown.length) notice(`Not known here, so left as usual: ${unknown.join(", ")}.`);
showKept(opened.code ? "This code came with the link. Your own is kept." : "");
showReference();
run();
bringBack(ownBack({ pictures, put }));
showSandbox(await standing);

/** Look at the code, then run it with its hyperparameters. */
async function run() {
  editor.mark(null);
  faults.hide();
  checker.stop();
  check.clear();
  if (!(await standing).on) {
    status.refuse();
    return pictures.run(null, besideSpec());
  }
  const { text } = editor;
  // Other code needn't wait for the end of this one, which may have none.
  if (own?.source !== text) pictures.stop();
  status.begin();
  printed.begin();
  /** @type {Seen | null} */ let seen;
  try {
    seen = await look.at(text, named);
  } catch (failure) {
    pictures.stop();
    return failed(/** @type {Failure} */ (failure));
  }
  if (!seen) return;
  classes.offer(seen.classes.map((name) => ({ name, title: name })));
  classes.set(seen.class);
  byId("classes").hidden = seen.classes.length < 2;
  fields.show(seen.hyperparameters);
  own = { source: text, class: seen.class, ...fields.values };
  pictures.run(own, besideSpec());
  rest();
}

function stop() {
  look.stop();
  pictures.stop();
  checker.stop();
  check.clear();
  status.stop();
}

/** The code is another now. What is shown of the last run stays. */
function edited() {
  draft.change(editor.text);
  faults.hide();
  checker.stop();
  check.clear();
  status.checked();
  status.edited();
  pictures.forget();
  showKept(byId("kept-text").textContent ?? "");
  rest();
}

/**
 * Put other code into the editor, and run it.
 * @param {string} text
 * @param {Origin | null} origin
 */
function replace(text, origin) {
  const before = draft.aside;
  place(text, origin);
  pictures.leaveChanges();
  named = "";
  fields.forget();
  showKept(draft.aside !== before && origin ? `${begin.title(origin)} took the place of your code.` : "What you had before is kept.");
  run();
}

/**
 * Put code that came in a file into the editor, and run it.
 * @param {{ source: string, class: string, values: Record<string, any> }} code
 */
function put(code) {
  place(code.source, null);
  named = code.class;
  fields.bring(code.values);
  showKept("This code came in a file. What you had before is kept.");
  run();
}

/**
 * @param {string} text
 * @param {Origin | null} origin
 */
function place(text, origin) {
  draft.take(text, origin);
  const { aside } = draft;
  editor.replace(text);
  Object.assign(draft, { text, origin, aside });
  draft.keep();
}

/**
 * @param {Failure} failure
 * @param {Place | null} what the run that it ended
 */
function failed({ field, reason, fault }, what = null) {
  printed.end();
  if (fault) {
    // The hill's and the network's are mostly the same: the first says at which step it was.
    // What comes after an edit is of a code that isn't there any more.
    if (faults.shows(fault) || (what !== null && own?.source !== editor.text)) return status.end(what);
    faults.show(fault);
    if (fault.line !== null) editor.mark({ line: fault.line, text: `${fault.type}${fault.message && `: ${fault.message}`}` });
    return status.fail(fault, what);
  }
  status.refuse();
  if (!fields.fault(field.replace(/^.*optimizer\./, ""), reason)) faults.refuse(`${field.replace(/^(run|training|look)\./, "")} ${reason}`);
}

/** Run both on several hills, and say whether they are the same. */
async function compare() {
  await run();
  if (!own || own.source !== editor.text) return;
  const rule = ruleNamed(optimizers, reference);
  const { spec, taken } = beside(rule, fields.values);
  check.begin();
  status.work();
  try {
    await checker.run(own, spec, (line) => check.add(line));
    check.end(rule, taken);
  } catch (failure) {
    check.clear();
    failed(/** @type {Failure} */ (failure));
  }
  status.checked();
}

async function download() {
  if (!own || own.source !== editor.text) await run();
  const made = pictures.goods.files?.run;
  if (!made) return notice("The file can’t be made of code that hasn’t been run.");
  await exported("python", made).catch((error) => notice(`The file can’t be made: ${reasonOf(error)}.`));
}

function besideSpec() {
  return beside(ruleNamed(optimizers, reference), fields.values).spec;
}

function showReference() {
  const { title, reference: call } = ruleNamed(optimizers, reference);
  byId("check").textContent = `Is it ${title}?`;
  besides.help.textContent = call && `Does what ${call} does.`;
}

/** @param {string} text */
function showKept(text) {
  byId("kept").hidden = draft.aside === null;
  byId("kept-text").textContent = text || "What you had before is kept.";
}

/** @param {{ on: boolean, isolated: boolean, missing: string[] }} standing */
function showSandbox({ on, isolated, missing }) {
  buttonOf("run").disabled = buttonOf("check").disabled = !on;
  byId("off").hidden = on && isolated;
  byId("off").textContent = on ? "Your code runs with your rights: this server doesn’t shut it in." : `This server can’t run your code safely, and so it doesn’t. Missing: ${missing.join("; ")}.`;
}

/** When nothing has changed for a moment, write the address. */
function rest() {
  clearTimeout(resting);
  resting = window.setTimeout(async () => {
    const { query: code, whole } = await toQuery({ text: editor.text, origin: draft.origin, class: named }, fields, reference);
    const missing = [...(whole ? [] : ["the code"]), ...pictures.unshared];
    byId("unshared").hidden = !missing.length;
    byId("unshared").textContent = `The address bar holds all but ${missing.join(" and ")}.`;
    const rest = [...pictures.query()].filter(([key]) => !KEYS.includes(key));
    const address = new URLSearchParams([...code, ...rest]).toString();
    history.replaceState(null, "", `?${address.replaceAll("%3A", ":").replaceAll("%2C", ",").replaceAll("%7E", "~")}`);
  }, REST);
}
