// Package pretranslate fills a file with what a memory knows. What comes out is
// the file that went in, byte for byte, but for the translations put into it
// and the marks that say how sure they are.
//
// Each format has a reader that parts the file into what is passed on as it is
// and parts with segments in them. The engine looks each segment up with its
// neighbours as context and hands the part back to be written. Memory is
// bounded by the largest part, not the file, but for DOCX, which is an archive.
package pretranslate
