import { operation } from './operation.ts';

/** `POST /auth/token`: an access token. */
export const getToken = operation('aid_auths_oauth_token_post');

/** `GET /auth/keys`: public keys that verify access tokens, a bare array. */
export const listKeys = operation('aid_auths_keys_get');
