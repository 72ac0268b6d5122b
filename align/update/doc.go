// Package update carries an alignment over to new versions of its texts: what
// a reviewer has decided stays, what did not change stays, and only the rest is
// aligned again.
package update
