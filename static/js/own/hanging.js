// Where a line is wrapped, its rest begins further in than itself: indentation means something in Python.

/** @import { Text } from "@codemirror/state" */
/** @typedef {typeof import("../../../tools/editor.js")} Parts */

/** How much further, in columns. */
const FURTHER = 2;

/**
 * What the editor is extended with.
 * @param {Parts} parts
 */
export function hanging({ Decoration, EditorView, StateField }) {
  /** @param {Text} text */
  const drawn = (text) => {
    const ranges = [];
    for (let number = 1, from = 0; number <= text.lines; number++) {
      const { text: line } = text.line(number);
      const columns = line.length - line.trimStart().length;
      if (columns) ranges.push(Decoration.line({ attributes: { style: `--indent: ${columns + FURTHER}ch` } }).range(from));
      from += line.length + 1;
    }
    return Decoration.set(ranges);
  };
  return StateField.define({
    create: ({ doc }) => drawn(doc),
    update: (value, { docChanged, state }) => (docChanged ? drawn(state.doc) : value),
    provide: (field) => EditorView.decorations.from(field),
  });
}
