import { Field } from '#browser/ui/field.tsx';
import { Mono } from '#browser/ui/text.tsx';
import type { ReactNode, Ref } from 'react';

/** True when the word was typed, pasted or spoken; blanks around it and its case are nobody's business. */
export function isTyped(text: string, word: string): boolean {
  return text.trim().toLowerCase() === word.toLowerCase();
}

/** A field for a word that must be typed before something is done: "Type edge-fra-01 to confirm". */
export function TypedWord(props: {
  word: string;
  /** What follows the word in the label, without a full stop: "to confirm". */
  purpose: string;
  text: string;
  onText: (text: string) => void;
  onEnter: () => void;
  ref?: Ref<HTMLInputElement>;
}): ReactNode {
  return (
    <Field
      {...(props.ref === undefined ? {} : { ref: props.ref })}
      label={
        <span className="text-small font-normal">
          Type <Mono className="font-semibold wrap-anywhere text-ink">{props.word}</Mono> {props.purpose}
        </span>
      }
      value={props.text}
      onChange={props.onText}
      onEnter={props.onEnter}
      isMono
      holds="name"
    />
  );
}
