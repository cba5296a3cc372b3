/** Name and flags of a cookie; over plain http browsers take neither the `__Host-` prefix nor `Secure`. */
export interface SessionCookie {
  readonly name: string
  readonly options: { readonly path: '/'; readonly httpOnly: true; readonly secure: boolean; readonly sameSite: 'lax' }
}

/** Who is signed in. */
export function sessionCookie(publicAddress: string): SessionCookie {
  return cookie(publicAddress, 'berberis')
}

/** Whose password was right a moment ago, and who is asked for a code now. */
export function passCookie(publicAddress: string): SessionCookie {
  return cookie(publicAddress, 'berberis-pass')
}

/** A browser that is not asked for the second factor. */
export function deviceCookie(publicAddress: string): SessionCookie {
  return cookie(publicAddress, 'berberis-device')
}

function cookie(publicAddress: string, name: string): SessionCookie {
  const secure = publicAddress.startsWith('https:')
  return {
    name: secure ? `__Host-${name}` : name,
    options: { path: '/', httpOnly: true, secure, sameSite: 'lax' },
  }
}
