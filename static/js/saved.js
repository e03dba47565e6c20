// A file that was saved here: what it is, and on which page it opens. No document here.

/** What may be in a file, under the name that it has there: what it is called, where it opens, and what it is of. */
const KINDS = /** @type {const} */ ({
  sweep: { title: "a map", page: "hill", of: "run" },
  ensemble: { title: "many networks", page: "classifier", of: "training" },
  ensemble_map: { title: "a map of many networks", page: "classifier", of: "training" },
  run: { title: "a run", page: "hill", of: "" },
  training: { title: "a training", page: "classifier", of: "" },
});
const NOTHING = "there is no run and no training in it";

/** @typedef {"hill" | "classifier" | "optimizer"} Page */

/**
 * What a file holds.
 * @typedef {object} Saved
 * @property {keyof typeof KINDS} kind
 * @property {string} title what it is called
 * @property {Page} page where it opens
 * @property {any} spec
 * @property {any} what the run or the training that it is, or is of
 * @property {any} content all of it
 * @property {boolean} numbered whether its numbers are there too
 */

/**
 * What a file holds: what was saved, or the spec of it alone.
 * @param {string} text
 * @returns {Saved} raised is why there is none
 */
export function read(text) {
  if (!text.trim()) throw new Error("it is empty");
  let content;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error("it is not JSON");
  }
  if (!isRecord(content)) throw new Error(NOTHING);
  const kind = kindOf(content);
  if (!kind && isRecord(content.layout)) throw new Error("it is a figure, which has no run in it: what is saved as JSON has one");
  const spec = kind && isRecord(content[kind]) && !isAxis(content.x) ? content[kind] : content;
  const what = kind && KINDS[kind].of ? spec[KINDS[kind].of] : spec;
  if (!kind || !isRecord(what)) throw new Error(NOTHING);
  const { title, page } = KINDS[kind];
  const own = isRecord(what.optimizer) && (what.optimizer.source !== undefined || what.optimizer.name === "own");
  const numbered = spec !== content && (content.steps ?? content.ends) !== undefined;
  return { kind, title: own ? `${title} by an own optimizer` : title, page: own ? "optimizer" : page, spec, what, content, numbered };
}

/**
 * @param {any} content
 * @returns {Saved["kind"] | null}
 */
function kindOf(content) {
  if (isRecord(content.run) && isAxis(content.x)) return "sweep";
  for (const kind of /** @type {Saved["kind"][]} */ (Object.keys(KINDS))) if (isRecord(content[kind])) return kind;
  if (isRecord(content.objective)) return "run";
  return isRecord(content.data) || isRecord(content.network) ? "training" : null;
}

/** @param {any} value */
function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {any} value */
function isAxis(value) {
  return isRecord(value) && value.field !== undefined;
}

/**
 * Whether two values are the same, numbers to the bit, whatever the order of their names.
 * @param {any} one
 * @param {any} other
 * @returns {boolean}
 */
export function same(one, other) {
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return Object.is(one, other);
  return alike(one, other, same);
}

/**
 * Whether what comes from a file has the form of what the server says: the same names, as many items, the same kinds.
 * @param {any} value
 * @param {any} said
 * @returns {boolean}
 */
export function isLike(value, said) {
  if (typeof said === "number") return Number.isFinite(value);
  if (typeof said !== "object" || said === null) return typeof value === typeof said && (value === null) === (said === null);
  return typeof value === "object" && value !== null && alike(value, said, isLike);
}

/**
 * @param {object} one
 * @param {object} other
 * @param {(one: any, other: any) => boolean} test
 */
function alike(one, other, test) {
  const names = Object.keys(other);
  if (Array.isArray(one) !== Array.isArray(other) || Object.keys(one).length !== names.length) return false;
  return names.every((name) => Object.hasOwn(one, name) && test(/** @type {any} */ (one)[name], /** @type {any} */ (other)[name]));
}
