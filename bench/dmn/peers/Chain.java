// 1,000 decisions of chain1000.dmn (models.py) in Drools DMN: the last one asked for, all of them evaluated.
//
//     java -cp … Chain MODEL SECONDS
import java.io.File;
import java.math.BigDecimal;
import java.util.List;
import org.kie.dmn.api.core.*;
import org.kie.dmn.core.api.DMNFactory;
import org.kie.dmn.core.internal.utils.DMNRuntimeBuilder;
import org.kie.internal.io.ResourceFactory;

class Chain {
    static int wanted(int start) {
        int value = start + 1;
        for (int i = 1; i < 1000; i++) value = value >= 100 ? 0 : value + 1;
        return value;
    }

    public static void main(String[] words) {
        DMNRuntime runtime = DMNRuntimeBuilder.fromDefaults().buildConfiguration()
            .fromResources(List.of(ResourceFactory.newFileResource(new File(words[0])))).getOrElseThrow(RuntimeException::new);
        DMNModel model = runtime.getModels().get(0);
        long budget = (long) (1e9 * Double.parseDouble(words[1])), begin = System.nanoTime();
        double best = Double.MAX_VALUE;
        int wrong = 0, count = 0;
        for (; System.nanoTime() - begin < 2 * budget || count < 20; count++) {  // the first half warms up
            DMNContext context = DMNFactory.newContext();
            context.set("start", BigDecimal.valueOf(count % 50));
            long start = System.nanoTime();
            DMNResult result = runtime.evaluateAll(model, context);
            long took = System.nanoTime() - start;
            if (System.nanoTime() - begin > budget && took < best) best = took;
            Object value = result.getContext().get("d999");
            if (!(value instanceof BigDecimal n) || n.intValueExact() != wanted(count % 50)) wrong++;
        }
        System.out.printf("Drools, 1,000 decisions in a row                best %.1f us per evaluation, %d of %d wrong%n",
            best / 1e3, wrong, count);
    }
}
