"""How people sign in: by address, password and a second factor, or by their council's own sign-in."""
