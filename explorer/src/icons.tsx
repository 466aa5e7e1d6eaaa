/** The panel's icon: a key. */
export function AccessIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <circle cx="8" cy="15" r="4.2" />
      <path d="m11 12 8.5-8.5M16 7l3 3" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}

/** A tick. */
export function AllowedIcon() {
  return (
    <svg className="icon allowed" viewBox="0 0 16 16" role="img" aria-label="allowed">
      <path d="m3.5 8.5 3 3 6-7" />
    </svg>
  );
}

/** A cross. */
export function DeniedIcon() {
  return (
    <svg className="icon denied" viewBox="0 0 16 16" role="img" aria-label="denied">
      <path d="m4.5 4.5 7 7m0-7-7 7" />
    </svg>
  );
}

/** A circle: not known before it runs. */
export function DependsIcon() {
  return (
    <svg className="icon depends" viewBox="0 0 16 16" role="img" aria-label="depends">
      <circle cx="8" cy="8" r="4" />
    </svg>
  );
}
