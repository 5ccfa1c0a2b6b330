import type { SectionId } from '#browser/device/section/sections.ts';
import { useEffect, useRef, useState } from 'react';

/** The focus of a section with an editor: into the editor when it opens, back to the button that opens it afterwards. */
export function useEditorFocus(isEditing: boolean, section: SectionId) {
  const [request, setRequest] = useState(0);
  const button = useRef<HTMLButtonElement>(null);
  const returns = useRef(false);
  const toSection = () => (button.current ?? document.getElementById(section))?.focus();
  // Focus belongs to the document; the button is back only after the editor is gone.
  useEffect(() => {
    if (isEditing || !returns.current) return;
    returns.current = false;
    (button.current ?? document.getElementById(section))?.focus();
  }, [isEditing, section]);
  return {
    /** The button that opens the editor. */
    button,
    /** Another number above 0 each time the editor is to take the focus. */
    request,
    toEditor: () => setRequest((last) => last + 1),
    /** Back to the button, once the editor is gone. */
    returnLater: () => {
      returns.current = true;
      setRequest(0);
    },
    /** To the button, or to the section where there is none. */
    toSection,
  };
}
