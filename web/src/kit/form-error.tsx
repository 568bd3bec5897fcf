/** What is wrong with a form as a whole, above its buttons. It can take the focus, so that it is read out. */

export function FormError({ text }: { text: string | undefined }) {
  if (!text) return null;
  return (
    <p className="notice notice-error" role="alert" tabIndex={-1}>
      {text}
    </p>
  );
}
