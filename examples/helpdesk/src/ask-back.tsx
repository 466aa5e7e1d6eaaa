import { useEffect, useRef } from 'react';

interface AskBackProps {
  /** What is about to be done, a question with the amount in it. */
  readonly question: string;
  /** On the button that does it. */
  readonly verb: string;
  readonly answered: (yes: boolean) => void;
}

/** Asks before money is moved. Escape is no. */
export function AskBack({ question, verb, answered }: AskBackProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="ask-back" aria-label={question} onCancel={() => answered(false)}>
      <p>{question}</p>
      <button type="button" className="yes" onClick={() => answered(true)}>
        {verb}
      </button>
      <button type="button" onClick={() => answered(false)}>
        Cancel
      </button>
    </dialog>
  );
}
