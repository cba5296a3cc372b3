/** Name and flags of the session cookie; over plain http browsers take neither the `__Host-` prefix nor `Secure`. */
export interface SessionCookie {
  readonly name: string
  readonly options: { readonly path: '/'; readonly httpOnly: true; readonly secure: boolean; readonly sameSite: 'lax' }
}

export function sessionCookie(publicAddress: string): SessionCookie {
  const secure = publicAddress.startsWith('https:')
  return {
    name: secure ? '__Host-berberis' : 'berberis',
    options: { path: '/', httpOnly: true, secure, sameSite: 'lax' },
  }
}
