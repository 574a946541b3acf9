/** Where an invitation stands; see InvitationState in the SDL. */
export type InvitationState = 'PENDING' | 'ACCEPTED' | 'DECLINED' | 'COUNTERED' | 'WITHDRAWN';

/** States in which a department may still answer. */
export const ANSWERABLE: readonly string[] = ['PENDING', 'COUNTERED'] satisfies readonly InvitationState[];
