/** Who acts for the intermediary of a contract; loaded with the line that says it. */
export const intermediary = {
  firm: "Intermediary firm: ",
  today: "coordinating today: ",
  nobodyToday: "nobody coordinates today; the company adds a coordinator under Organisation",
  person: "Acting for the intermediary: ",
  nobody: "No firm and no person of the register stands for the intermediary, so nobody signs in for it",
  contact: "contact: {{contact}}",
};
