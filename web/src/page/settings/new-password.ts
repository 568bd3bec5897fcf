/** What can be told of a new password without asking the server. */

export function checkNewPassword(password: string): { newPassword?: string } {
  if (password === '') return { newPassword: 'Choose a new password.' };
  if (password.length < 8) return { newPassword: `Make it longer: ${8 - password.length} more at least.` };
  return password.length > 200 ? { newPassword: 'Shorten it to 200 characters.' } : {};
}
