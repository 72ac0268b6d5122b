import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashMap;

import org.omegat.core.machinetranslators.ApertiumTranslate;
import org.omegat.core.machinetranslators.BaseTranslate;
import org.omegat.util.Language;

/** Asks a server by OmegaT's own class for Apertium: FROM TO TEXT..., one answer a line. */
public class AskOmegaT {
    public static void main(String[] args) throws Exception {
        // Its constructor wants OmegaT's window, so it is made without.
        Field unsafe = sun.misc.Unsafe.class.getDeclaredField("theUnsafe");
        unsafe.setAccessible(true);
        Object client = ((sun.misc.Unsafe) unsafe.get(null)).allocateInstance(ApertiumTranslate.class);
        Field cache = BaseTranslate.class.getDeclaredField("cache");
        cache.setAccessible(true);
        cache.set(client, new HashMap<String, String>());
        Method translate = ApertiumTranslate.class.getDeclaredMethod("translate", Language.class, Language.class, String.class);
        translate.setAccessible(true);
        for (int i = 2; i < args.length; i++) {
            byte[] answer = (translate.invoke(client, new Language(args[0]), new Language(args[1]), args[i]) + "\n").getBytes("UTF-8");
            System.out.write(answer, 0, answer.length);
        }
        System.out.flush();
    }
}
