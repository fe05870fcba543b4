/** How the ids of facts begin that the register of licences tells a contract: `licences/ID`, for a member `licences/ID/MEMBER`. */
export const LICENCE_FACTS = "licences/";
