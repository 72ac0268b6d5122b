package charset

func decodeVIQR(data []byte, html bool) ([]byte, counts) { return decodeUTF8(data) }

func looksVIQR(data []byte, html bool) bool { return false }
