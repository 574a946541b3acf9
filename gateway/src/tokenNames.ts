/** Audience (`aud`) of a client's token. */
export const CLIENT_AUDIENCE = 'onevisit';

/** Issuer (`iss`) of the tokens that the development key signs. */
export const DEVELOPMENT_ISSUER = 'onevisit-development';
