import { limits } from "../../../proto/limits.ts";

export const words = {
  email: "E-mail",
  password: "Password",
  newPassword: "New password",
  passwordHint: `At least ${limits.passwordMin} characters. A short sentence is easy to remember and hard to guess.`,
  name: "Your name",
  nameHint: "The people in your grinds see it.",
  or: "or",
  signIn: {
    title: "Sign in",
    lead: "Your grinds and your interviews are where you left them.",
    leadReturn: "Sign in to go on where you were.",
    button: "Sign in",
    forgot: "Forgotten your password?",
    noAccount: "No account yet?",
    signUp: "Make one",
    with: (name: string): string => `Go on with ${name}`,
    demoTitle: "Just looking?",
    demoText: "This instance runs on your own machine, so it has a demo account with a grind and tasks.",
    demoButton: "Use the demo account",
    problems: {
      blocked: "This account is blocked. Nothing of it is lost. Ask whoever runs this instance.",
      "no-email":
        "Your organisation gave us no e-mail address, so no account could be found. Ask them to share it, then try again.",
      "unverified-email": "Your organisation has not proven your e-mail address. Prove it there first, then try again.",
      refused: "Signing in there was refused. Nothing was changed. Try again, or use your password.",
      expired: "Signing in there took too long. Nothing was changed. Try once more.",
      failed: "Signing in there did not work. Nothing was changed. Try again, or use your password.",
      "too-many": "There were too many attempts. Nothing was changed. Wait a few minutes, then try again.",
      unavailable:
        "Your organisation’s sign-in does not answer. Nothing was changed. Try again in a moment, or use your password.",
      "no-invite": "This instance is by invitation. Open an invite link first, then sign in through your organisation.",
      "spent-invite": "This invitation does not work any more. Ask whoever sent it for a new one.",
      "other-invite": "This invitation is for another e-mail address. Sign in with the one that it was sent to.",
      closed: "Whoever runs this instance has closed sign-up. Ask them for an account.",
    } as Record<string, string>,
  },
  signUp: {
    title: "Make an account",
    lead: "One account for all your grinds.",
    first:
      "You are the first here. This account becomes the admin of this instance: it can reset passwords, block people and see what was done.",
    invited: "You were invited. Make an account, then you join the grind.",
    button: "Make my account",
    have: "You have an account?",
    signIn: "Sign in",
    inviteTitle: "This instance is by invitation",
    inviteText:
      "Ask somebody who is here for an invite link. Opening it brings you back here with everything that is needed.",
    closedTitle: "No new accounts here",
    closedText:
      "Whoever runs this instance has closed sign-up. If you have an account, sign in; if not, ask them for one.",
  },
  forgot: {
    title: "Set a new password",
    lead: "Tell us the address of your account.",
    button: "Send me a link",
    mailTitle: "Look into your mail",
    mailText: (email: string): string =>
      `If ${email} has an account here, a link is on its way. It works once, within an hour. Nothing has changed until you use it.`,
    adminTitle: "This instance sends no mail",
    adminText:
      "Ask whoever runs it for a reset link; the admin page makes one that works once. Your account is as it was.",
    back: "Back to sign in",
  },
  reset: {
    title: "Choose a new password",
    lead: "It takes effect everywhere: every browser that is signed in has to sign in again.",
    button: "Set this password",
    done: "Your password is set. Sign in with it.",
    brokenTitle: "This link is incomplete",
    brokenText:
      "A part is missing at its end. Open it again from the mail, or ask for a new one. Your password is as it was.",
    again: "Ask for a new link",
  },
  verify: {
    title: "Your e-mail address",
    working: "Checking the link.",
    doneTitle: "Your address is proven",
    doneText: "From now on password resets and invitations can reach you there.",
    brokenTitle: "This link does not work",
    brokenText:
      "It was used before, it is too old, or a part is missing. Your account is as it was. You can send a new link from your account.",
    account: "To my account",
    home: "Go home",
  },
};
