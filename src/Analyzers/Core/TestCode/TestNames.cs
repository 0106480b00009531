using ProdGap.Analyzers.Core.Syntax;
namespace ProdGap.Analyzers.Core.TestCode;

/// <summary>What the name of a test says about it.</summary>
internal static class TestNames
{
    /// <summary>True for names that promise no more than that the code runs: <c>Dispose_DoesNotThrow</c>, <c>Stop_is_safe</c>.</summary>
    public static bool SayThatRunningIsEnough(string name)
    {
        var negated = false;
        var can = 0;
        foreach (var word in WordSplitter.Of(name))
        {
            switch (word)
            {
                case "not" or "no" or "never" or "without" or "nothing" or "dont" or "doesnt" or "doesn" or "wont" or "shouldnt" or "cannot":
                    negated = true;
                    continue;

                // Between the two: "without an error", "does not even throw", "doesn't throw".
                case "a" or "an" or "any" or "ever" or "even" or "t" or "raising" or "throwing" when negated:
                    if (word is "throwing")
                    {
                        return true;
                    }

                    continue;

                case "throw" or "throws" or "thrown" or "exception" or "exceptions" or "error" or "errors" or "crash" or "crashes" or "crashing"
                    or "fail" or "fails" or "failing" or "failure" or "hang" or "hangs" or "deadlock" or "deadlocks" or "raise" or "raises" or "block" or "blocks" or "overflow" when negated:
                    return true;

                case "safe" or "safely" or "compile" or "compiles" or "idempotent" or "noop" or "nothrow" or "smoke" or "survive" or "survives" or "tolerate" or "tolerates" or "twice":
                    return true;

                case "can":
                    can = 2;
                    break;

                case "created" or "constructed" or "instantiated" or "disposed" or "called" or "invoked" when can > 0:
                    return true;

                default:
                    can--;
                    break;
            }

            negated = false;
        }

        return false;
    }
}
