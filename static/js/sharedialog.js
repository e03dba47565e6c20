// The dialog that makes a link to the page, or the code of a frame that shows it elsewhere.

import { EMBEDDED, FIELDS, PARTS } from "./parts.js";

/** @type {(id: string) => any} */
const byId = (id) => document.getElementById(id);

/**
 * @param {() => string} address what the address says at the moment, but for the parts that are shown
 * @param {string[]} hidden the parts that the page itself hides
 */
export function shareDialog(address, hidden) {
  const [dialog, text, status] = ["share-dialog", "share-text", "share-status"].map(byId);
  const shown = Object.keys({ ...PARTS, ...FIELDS }).filter((part) => !hidden.includes(part));
  /** What is checked for each kind of link. @type {Record<string, Set<string>>} */
  const checked = { page: new Set(shown), frame: new Set([...EMBEDDED, ...Object.keys(FIELDS)]) };
  /** Drawn when it is opened first. @type {HTMLInputElement[]} */
  let boxes = [];

  const kind = () => dialog.querySelector("input[name=share-kind]:checked").value;
  const show = () => {
    const chosen = checked[kind()];
    for (const box of boxes) box.checked = chosen.has(box.value);
    byId("share-frame").hidden = kind() !== "frame";
    byId("share-fields").disabled = !chosen.has("setting");
    text.value = kind() === "frame" ? frameOf(address(), chosen) : linkOf(address(), chosen);
    status.textContent = "";
  };
  dialog.addEventListener("change", (/** @type {any} */ { target: { type, value, checked: on } }) => {
    if (type === "checkbox" && on) checked[kind()].add(value);
    else if (type === "checkbox") checked[kind()].delete(value);
    show();
  });
  byId("share").addEventListener("click", () => {
    if (!boxes.length) boxes = [...boxesIn(byId("share-parts"), PARTS), ...boxesIn(byId("share-fields"), FIELDS)];
    show();
    dialog.showModal();
    text.select();
  });
  byId("share-copy").addEventListener("click", () => {
    text.select();
    // The newer way works on secure origins alone, and a hall has none.
    status.textContent = document.execCommand("copy") ? "Copied." : "It is selected: copy it by hand.";
  });
  // A click beside the dialog closes it.
  dialog.addEventListener("click", (/** @type {MouseEvent} */ { target }) => target === dialog && dialog.close());
}

/**
 * @param {HTMLElement} group
 * @param {Record<string, string>} parts
 * @returns {HTMLInputElement[]}
 */
function boxesIn(group, parts) {
  return Object.entries(parts).map(([name, title]) => {
    const label = document.createElement("label");
    label.className = "toggle small";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = name;
    label.append(box, ` ${title}`);
    group.append(label);
    return box;
  });
}

/**
 * @param {string} address
 * @param {Set<string>} chosen
 */
function linkOf(address, chosen) {
  const hidden = [...Object.keys(PARTS), ...fieldsOf(chosen)].filter((part) => !chosen.has(part));
  return `${location.origin}/?${address}${hidden.length ? `&hide=${hidden}` : ""}`;
}

/**
 * What is shown is named, so that a part that comes to the page one day doesn't come to the frame.
 * @param {string} address
 * @param {Set<string>} chosen
 */
function frameOf(address, chosen) {
  const shown = Object.keys(PARTS).filter((part) => chosen.has(part));
  const hidden = fieldsOf(chosen).filter((part) => !chosen.has(part));
  const theme = byId("share-theme").value;
  const source = [`${location.origin}/embed?${address}`, `show=${shown}`];
  if (hidden.length) source.push(`hide=${hidden}`);
  if (theme) source.push(`theme=${theme}`);
  const [width, height] = byId("share-size").value.split("x");
  const src = source.join("&").replaceAll("&", "&amp;").replaceAll('"', "%22");
  return `<iframe src="${src}" width="${width}" height="${height}" title="Kudari: gradient descent, step by step" style="border: 0"></iframe>`;
}

/**
 * The fields that may be hidden: those of a setting that isn't there need no word.
 * @param {Set<string>} chosen
 */
function fieldsOf(chosen) {
  return chosen.has("setting") ? Object.keys(FIELDS) : [];
}
