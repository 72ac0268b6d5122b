// Package terms finds pairs of terms in a bilingual memory: words and phrases
// that come often, stand by themselves, and have one translation.
package terms
