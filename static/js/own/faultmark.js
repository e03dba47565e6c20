// The mark of a fault in the editor: at its line's number, under its text, and in words below it.

/** @import { Text } from "@codemirror/state" */
/** @typedef {typeof import("../../../tools/editor.js")} Parts */
/** @typedef {{ line: number, text: string }} Mark */

/**
 * What the editor is extended with, and what sets the mark or takes it away. It goes with the first change of the text:
 * nobody knows then whether it holds.
 * @param {Parts} parts
 */
export function faultMark(parts) {
  const { Decoration, EditorView, gutterLineClass, GutterMarker, lineNumberMarkers, RangeSet, StateEffect, StateField, WidgetType } = parts;

  class Message extends WidgetType {
    /** @param {string} text */
    constructor(text) {
      super();
      this.text = text;
    }

    /** @override @param {Message} other */
    eq(other) {
      return other.text === this.text;
    }

    /** @override */
    toDOM() {
      const element = document.createElement("div");
      element.className = "cm-fault-message";
      element.textContent = this.text;
      return element;
    }
  }

  class Number extends GutterMarker {
    /** @param {number} line */
    constructor(line) {
      super();
      this.line = line;
    }

    /** @override */
    toDOM() {
      return document.createTextNode(`✕ ${this.line}`);
    }
  }

  class Coloured extends GutterMarker {
    /** @override */
    elementClass = "cm-fault-number";
  }

  /** @param {Text} text @param {Mark | null} mark */
  const drawn = (text, mark) => {
    if (!mark) return { number: RangeSet.empty, colour: RangeSet.empty, text: Decoration.none };
    const line = text.line(Math.min(Math.max(1, mark.line), text.lines));
    const indent = line.text.length - line.text.trimStart().length;
    const end = line.from + line.text.trimEnd().length;
    const ranges = [Decoration.line({ class: "cm-fault-line" }).range(line.from)];
    if (line.from + indent < end) ranges.push(Decoration.mark({ class: "cm-fault" }).range(line.from + indent, end));
    ranges.push(Decoration.widget({ widget: new Message(mark.text), block: true, side: 1 }).range(line.to));
    return {
      number: RangeSet.of([new Number(line.number).range(line.from)]),
      colour: RangeSet.of([new Coloured().range(line.from)]),
      text: Decoration.set(ranges, true),
    };
  };

  /** @type {import("@codemirror/state").StateEffectType<Mark | null>} */
  const marked = StateEffect.define();
  const field = StateField.define({
    create: ({ doc }) => drawn(doc, null),
    update(value, { docChanged, effects, state }) {
      const set = effects.find((effect) => effect.is(marked));
      if (set) return drawn(state.doc, set.value);
      return docChanged ? drawn(state.doc, null) : value;
    },
    provide: (field) => [
      EditorView.decorations.from(field, ({ text }) => text),
      lineNumberMarkers.compute([field], (state) => state.field(field).number),
      gutterLineClass.compute([field], (state) => state.field(field).colour),
    ],
  });
  return { extension: field, marked };
}
