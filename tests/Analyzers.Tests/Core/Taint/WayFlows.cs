using static ProdGap.Analyzers.Tests.Core.Taint.Clothes;
using static ProdGap.Analyzers.Tests.Core.Taint.FlowCase;

namespace ProdGap.Analyzers.Tests.Core.Taint;

/// <summary>Every way that a text takes from a request to the place that is asked about.</summary>
internal static class WayFlows
{
    /// <summary>Between a parameter <c>name</c>, others beside it, and the place.</summary>
    private static readonly (string Name, string Body)[] Bodies =
    [
        // Expressions.
        ("a conversion", "[|(string)(object)name|];"),
        ("a cast that may fail", "object boxed = name; [|boxed as string|];"),
        ("parentheses", "[|((name))|];"),
        ("a null that is forgiven", "string? text = name; [|text!|];"),
        ("an interpolation", "[|$\"WHERE Name = '{name}'\"|];"),
        ("an interpolation of an interpolation", "[|$\"a {$\"b {name}\"} c\"|];"),
        ("an interpolation with a width", "[|$\"{name,20}\"|];"),
        ("an interpolation behind a number", "[|$\"{id}/{Guid.NewGuid():N}/{name}\"|];"),
        ("a raw interpolation", "[|$$\"\"\"{ \"name\": \"{{name}}\" }\"\"\"|];"),
        ("a verbatim interpolation", "[|$@\"C:\\data\\{name}\"|];"),
        ("a sum", "[|\"a\" + name|];"),
        ("a sum with more behind it", "[|\"a\" + name + \"b\" + id|];"),
        ("the middle of a long sum", "[|\"a\" + id + \"b\" + id + \"c\" + name + \"d\" + id + \"e\" + id + \"f\"|];"),
        ("the first arm of a choice", "[|flag ? name : \"none\"|];"),
        ("the second arm of a choice", "[|flag ? \"none\" : name|];"),
        ("a choice in a choice", "[|flag ? \"a\" : id > 1 ? \"b\" : name|];"),
        ("what may be missing", "[|name ?? \"none\"|];"),
        ("what stands in for a missing one", "string? fixedName = flag ? \"a\" : null; [|fixedName ?? name|];"),
        ("an arm of a switch", "[|id switch { 1 => \"a\", 2 => name, _ => \"b\" }|];"),
        ("the last arm of a switch over itself", "[|name switch { \"a\" => \"b\", _ => name }|];"),
        ("a name of a switch over itself", "[|name switch { \"a\" => \"b\", var other => other }|];"),
        ("a part", "[|name[1..]|];"),
        ("a part from the end", "[|name[..^1]|];"),
        ("a word of it", "[|name.Split(',')[0]|];"),
        ("its last word", "[|name.Split('/', StringSplitOptions.RemoveEmptyEntries)[^1]|];"),
        ("a conditional access", "[|name?.Trim()|];"),
        ("an array in place", "[|new[] { \"a\", name }[1]|];"),

        // Calls.
        ("Concat", "[|string.Concat(\"a\", name)|];"),
        ("Concat of three", "[|string.Concat(\"a\", name, \"b\")|];"),
        ("Concat of an array", "[|string.Concat(new[] { \"a\", name, \"b\", \"c\", \"d\" })|];"),
        ("Concat of many", "[|string.Concat(\"a\", \"b\", \"c\", \"d\", name)|];"),
        ("Format", "[|string.Format(\"a {0}\", name)|];"),
        ("Format of the second", "[|string.Format(\"{0} = '{1}'\", \"Name\", name)|];"),
        ("Format with a culture", "[|string.Format(CultureInfo.InvariantCulture, \"a {0}\", name)|];"),
        ("Format of an array", "[|string.Format(\"a {0} {1}\", new object[] { 1, name })|];"),
        ("Format of many", "[|string.Format(\"{0}{1}{2}{3}\", 1, 2, 3, name)|];"),
        ("Format by the text itself", "[|string.Format(name, 1)|];"),
        ("Join", "[|string.Join(\", \", \"a\", name)|];"),
        ("Join of an array", "[|string.Join(',', new[] { \"a\", name })|];"),
        ("Join of a collection", "[|string.Join(',', (string[])[\"a\", name])|];"),
        ("Join by the text itself", "[|string.Join(name, \"a\", \"b\")|];"),
        ("Create with a culture", "[|string.Create(CultureInfo.InvariantCulture, $\"a {name}\")|];"),
        ("Replace", "[|name.Replace(\"a\", \"b\")|];"),
        ("Replace in a template", "[|\"Hello {name}\".Replace(\"{name}\", name)|];"),
        ("Trim", "[|name.Trim()|];"),
        ("TrimStart", "[|name.TrimStart('/')|];"),
        ("TrimEnd", "[|name.TrimEnd('/', ' ')|];"),
        ("ToLowerInvariant", "[|name.ToLowerInvariant()|];"),
        ("ToUpper", "[|name.ToUpper(CultureInfo.InvariantCulture)|];"),
        ("Substring", "[|name.Substring(2)|];"),
        ("Substring of two", "[|name.Substring(0, name.Length - 1)|];"),
        ("Remove", "[|name.Remove(0, 1)|];"),
        ("Insert", "[|name.Insert(0, \"a\")|];"),
        ("Insert into a constant", "[|\"ab\".Insert(1, name)|];"),
        ("PadLeft", "[|name.PadLeft(10)|];"),
        ("PadRight", "[|name.PadRight(10, '-')|];"),
        ("a chain", "[|name.Trim().ToLowerInvariant().Replace(\" \", \"-\").TrimEnd('-')|];"),
        ("ToString", "[|name.ToString()|];"),
        ("ToString of an object", "object boxed = name; [|boxed.ToString()|];"),
        ("an address made of it", "[|new Uri(name).ToString()|];"),
        ("an address made of a part of it", "[|new Uri($\"https://{name}/api\").AbsoluteUri|];"),
        ("an address on a base", "[|new Uri(new Uri(\"https://shop.example.com\"), name).ToString()|];"),
        ("a builder of an address", "[|new UriBuilder(name).ToString()|];"),
        ("a host of a builder of an address", "var builder = new UriBuilder(\"https://shop.example.com\") { Host = name }; [|builder.Uri.ToString()|];"),
        ("bytes and back", "var bytes = Encoding.UTF8.GetBytes(name); [|Encoding.UTF8.GetString(bytes)|];"),
        ("a decoder", "[|WebUtility.UrlDecode(name)|];"),
        ("another decoder", "[|Encoding.UTF8.GetString(Convert.FromBase64String(name))|];"),
        ("new text", "[|new string(name)|];"),
        ("new text of its letters", "[|new string(name.ToCharArray())|];"),

        // Builders.
        ("a builder", "var builder = new StringBuilder(); builder.Append(name); [|builder.ToString()|];"),
        ("a builder's chain", "[|new StringBuilder(\"a\").Append(name).Append(\"b\").ToString()|];"),
        ("a builder's chain on a local", "var builder = new StringBuilder(); builder.Append(\"a\").Append(name).AppendLine(); [|builder.ToString()|];"),
        ("a builder's line", "var builder = new StringBuilder(\"a\"); builder.AppendLine(name); builder.AppendLine(\"b\"); [|builder.ToString()|];"),
        ("a builder's format", "var builder = new StringBuilder(); builder.AppendFormat(\"a {0}\", name); [|builder.ToString()|];"),
        ("a builder's interpolation", "var builder = new StringBuilder(); builder.Append($\"a {name}\"); [|builder.ToString()|];"),
        ("a builder's interpolation with a culture", "var builder = new StringBuilder(); builder.AppendLine(CultureInfo.InvariantCulture, $\"a {name}\"); [|builder.ToString()|];"),
        ("a builder's first text", "var builder = new StringBuilder(name); builder.Append(\"a\"); [|builder.ToString()|];"),
        ("a builder in a branch", "var builder = new StringBuilder(\"a\"); if (flag) { builder.Append(\" AND Name = '\").Append(name).Append('\\''); } [|builder.ToString()|];"),
        ("a builder in a loop", "var builder = new StringBuilder(\"a\"); foreach (var item in items) { builder.Append(item); } [|builder.ToString()|];"),
        ("a builder that became a local", "var builder = new StringBuilder(\"a\"); builder.Append(name); var text = builder.ToString(); [|text|];"),

        // Locals.
        ("a local", "var text = name; [|text|];"),
        ("a row of locals", "var a = name; var b = a; var c = b + \"x\"; var d = c; [|d|];"),
        ("a local that is given later", "string text; text = name; [|text|];"),
        ("a local that is given again", "var text = \"a\"; text = name; [|text|];"),
        ("a local that grows", "var text = \"SELECT 1\"; text += name; [|text|];"),
        ("a local that grows in a branch", "var text = \"SELECT 1\"; if (flag) { text += $\" AND Name = '{name}'\"; } [|text|];"),
        ("a local that grows twice", "var text = \"SELECT 1\"; if (flag) text += \" AND Name = '\" + name + \"'\"; text += \" ORDER BY Id\"; [|text|];"),
        ("a local that grows by itself", "var text = \"a\"; text = text + name; [|text|];"),
        ("a local that is wrapped", "var text = name; text = \"a\" + text + \"b\"; [|text|];"),
        ("a local in one branch", "string text; if (flag) { text = name; } else { text = \"a\"; } [|text|];"),
        ("a local in the other branch", "string text; if (flag) { text = \"a\"; } else { text = name; } [|text|];"),
        ("a local in a case", "string text; switch (id) { case 1: text = \"a\"; break; case 2: text = name; break; default: text = \"b\"; break; } [|text|];"),
        ("a local in a try", "var text = \"a\"; try { text = name; } catch (InvalidOperationException) { text = \"b\"; } [|text|];"),
        ("a local in a handler", "var text = \"a\"; try { text = \"b\"; } catch (InvalidOperationException) { text = name; } [|text|];"),
        ("a local in a loop", "var text = \"\"; for (var i = 0; i < 3; i++) { text = name; } [|text|];"),
        ("a local in a nested block", "var text = \"\"; { { text = name; } } [|text|];"),
        ("a local that is filled where it is empty", "string? text = flag ? \"a\" : null; text ??= name; [|text|];"),
        ("a parameter that is tidied", "name = name.Trim(); [|name|];"),
        ("a parameter that grows", "name += \".txt\"; [|name|];"),
        ("two locals at once", "string a, b; a = b = name; [|a|];"),
        ("an assignment in place", "string text; [|text = name|];"),
        ("a local behind a using", "using var stream = new MemoryStream(); var text = name; [|text|];"),

        // Tuples and patterns.
        ("an element of a pair", "var pair = (name, id); [|pair.name|];"),
        ("an element of a pair by its number", "var pair = (1, name); [|pair.Item2|];"),
        ("an element of a pair with names", "(int Count, string Text) pair = (1, name); [|pair.Text|];"),
        ("a pair that is taken apart", "var (text, count) = (name, 1); [|text|];"),
        ("a pair that is given to locals", "string text; int count; (text, count) = (name, 1); [|text|];"),
        ("a pattern", "if (name is { } text) { [|text|]; }"),
        ("a pattern of a type", "object boxed = name; if (boxed is string text) { [|text|]; }"),
        ("a pattern of its length", "if (name is { Length: > 0 } text) { [|text|]; }"),
        ("a pattern of any value", "if (name is var text) { [|text|]; }"),
        ("a pattern of a case", "switch (name) { case { Length: > 3 } text: [|text|]; break; }"),
        ("a pattern of a chain", "if (name?.Trim() is { Length: > 0 } text) { [|text|]; }"),

        ("a pattern of a property", "if (sent is { Name: var text }) { [|text|]; }"),
        ("a pattern of a property that is a text", "if (sent is { Name: { Length: > 0 } text }) { [|text|]; }"),
        ("a record that is taken apart", "var (text, count) = sent; [|text|];"),
        ("a pattern of a record", "if (sent is (var text, > 0)) { [|text|]; }"),
        ("a pattern of a list", "if (items is [var first, ..]) { [|first|]; }"),
        ("a switch over a pair", "[|(flag, id) switch { (true, 1) => \"a\", (false, _) => name, _ => \"b\" }|];"),

        // Collections.
        ("each of an array", "foreach (var item in items) { [|item|]; }"),
        ("each of its words", "foreach (var word in name.Split(',')) { [|word|]; }"),
        ("each of an array in place", "foreach (var item in new[] { \"a\", name }) { [|item|]; }"),
        ("each of a collection in place", "foreach (var item in (string[])[\"a\", name]) { [|item|]; }"),
        ("an element of a local array", "var all = new[] { \"a\", name }; [|all[1]|];"),
        ("an element of a local collection", "string[] all = [\"a\", name]; [|all[1]|];"),
        ("a list that is joined", "var parts = new List<string>(); parts.Add(\"a = 1\"); parts.Add($\"Name = '{name}'\"); [|string.Join(\" AND \", parts)|];"),
        ("a list that is joined and begins so", "var parts = new List<string> { \"a = 1\", $\"Name = '{name}'\" }; [|string.Join(\" AND \", parts)|];"),
        ("a list in place that is joined", "List<string> parts = [\"a = 1\", $\"Name = '{name}'\"]; [|string.Join(\" AND \", parts)|];"),
        ("a list that is joined under a condition", "var parts = new List<string>(); if (flag) { parts.Add(\"City = '\" + name + \"'\"); } var where = parts.Count > 0 ? string.Join(\" AND \", parts) : \"1 = 1\"; [|$\"SELECT 1 WHERE {where}\"|];"),
        ("an array that is joined", "[|string.Join(\",\", items)|];"),
        ("an array whose items are quoted", "[|string.Join(\",\", items.Select(item => $\"'{item}'\"))|];"),
        ("an array whose items are trimmed", "var tidy = items.Select(item => item.Trim()).ToArray(); [|string.Join(\",\", tidy)|];"),
        ("an array that is filtered", "[|string.Join(\",\", items.Where(item => item.Length > 0))|];"),
        ("an array whose items are quoted with their number", "[|string.Join(\",\", items.Select((item, i) => $\"{i}={item}\"))|];"),
        ("numbers that are joined with it", "[|string.Join(\",\", new[] { 1, 2 }.Select(number => name + number))|];"),
        ("the first of an array", "[|items.First()|];"),

        // Objects.
        ("a record that is read back", "var order = new Order(name, 1); [|order.Name|];"),
        ("an object that is read back", "var draft = new Draft { Name = name }; [|draft.Name|];"),
        ("an object that is filled", "var draft = new Draft(); draft.Name = name; [|draft.Name|];"),
        ("an anonymous object that is read back", "var draft = new { Text = name, Count = 1 }; [|draft.Text|];"),
        ("a record that is changed", "var order = new Order(\"a\", 1) with { Name = name }; [|order.Name|];"),

        // Other functions.
        ("a lambda that captures", "var run = () => { [|name|]; }; run();"),
        ("a lambda that captures a local", "var text = $\"a {name}\"; Task.Run(() => [|text|]);"),
        ("a lambda in a lambda", "Task.Run(() => Task.Run(() => [|name|]));"),
        ("a local function that captures", "Write(); void Write() { [|name|]; }"),
        ("a local function that is given it", "Write(name); static void Write(string text) { [|text|]; }"),
        ("a local function that gives it back", "[|Framed(name)|]; static string Framed(string text) => $\"'{text}'\";"),
        ("a helper", "[|Framed(name)|];"),
        ("a helper with a block", "[|Wrapped(name, 1)|];"),
        ("a helper with branches", "[|OrDefault(name)|];"),
        ("a helper whose second argument it is", "[|Both(\"a\", name)|];"),
        ("a helper with names", "[|Both(second: \"a\", first: name)|];"),
        ("a helper that nobody else uses", "var text = Framed(name); text = text + \"!\"; [|text|];"),
        ("a helper on the text", "[|name.Starred()|];"),
        ("a helper of another type", "[|Passing.Through(name)|];"),
        ("a method that is given it", "Write(name);"),
        ("a method that is given a part of it", "Write(\"a\" + name.Trim());"),
    ];

    private const string Helpers =
        """
        public sealed record Order(string Name, int Count);
        public sealed class Draft { public string Name { get; set; } = ""; }
        private static string Framed(string text) => $"'{text}'";
        private static string Wrapped(string text, int count) { var result = text.PadLeft(count); return "(" + result + ")"; }
        private static string OrDefault(string text) { if (text.Length == 0) { return "none"; } return text; }
        private static string Both(string first, string second) => first + second;
        """;

    private static readonly FlowCase[] Others =
    [
        Found("a wait for a value at hand", InAsyncAction("string name", "[|await Task.FromResult(name)|];")),
        Found("a wait for a helper", InAsyncAction("string name", "[|await Wrapped(name)|];", "private static async Task<string> Wrapped(string text) { await Task.Yield(); return \"a\" + text; }")),
        Found("an argument of one caller of two", InAction("string name", "Write(\"a\"); Write(name);", "private static void Write(string text) { [|text|]; }")),
        Found("an argument with a name", InAction("string name", "Write(suffix: \"a\", text: name);", "private static void Write(string text, string suffix) { [|text + suffix|]; }")),
        Found("an argument of a caller that waits", InAsyncAction("IFormFile file", "await WriteAsync(file.FileName);", "private static async Task WriteAsync(string text) { await Task.Yield(); [|$\"uploads/{text}\"|]; }")),
        Found("an argument that a caller made", InAction("string name", "var path = $\"a/{name}\"; Write(path);", "private void Write(string path) { [|path|]; }")),
        Found("an argument of a helper of a page", InPage("public void OnPost(string name) => Write(name); private void Write(string text) { [|text|]; }")),
        Found("an argument of a helper of a hub", InHub("public void Send(string message) { Write(message); } private void Write(string text) { [|text|]; }")),
        Found("an argument of a helper of handlers", InHandler("(string name) => Write(name)", "private static bool Write(string text) => [|text|];")),
        Found("a member of what a helper is given", InAction("OrderRequest request", "Write(request);", "public sealed record OrderRequest(string Name); private static void Write(OrderRequest order) { [|order.Name|]; }")),
        Found("a parameter in front of a guard for another", InAction("string name, string other", "if (!Lists.Allowed.Contains(other)) return BadRequest(); var text = other + name; [|text|];")),
        Found("two parts of which one is allowed", InAction("string name, string other", "if (!Lists.Allowed.Contains(other)) return BadRequest(); [|$\"{other} = '{name}'\"|];")),
        Found("a handler's text that a lambda uses", InHandler("(string name) => { var text = name.Trim(); return Task.Run(() => [|text|]); }")),
        Found("a handler's text in a loop", InHandler("async (string name) => { for (var i = 0; i < 3; i++) { await Task.Delay(i); [|$\"{i} {name}\"|]; } }")),
        Found("a file's name behind a number", InHandler("(IFormFile file) => { var target = $\"wwwroot/images/{Guid.NewGuid()}_{file.FileName}\"; [|target|]; }")),
        Found("a property that is given in an action", InAction("string name", "var draft = new Draft(); draft.Name = \"a\" + name; var copy = draft.Name; [|copy|];", "public sealed class Draft { public string Name { get; set; } = \"\"; }")),
        Found("a query that was tried with a type", InContext("if (!context.Request.Query.TryGetValue(\"name\", out StringValues values)) { return; } [|values.ToString()|];")),
        Found("a query whose name is a constant elsewhere", InContext("string? text = context.Request.Query[Key]; [|text|];", "private const string Key = \"name\";")),
        Found("a request in a local", InContext("var request = context.Request; var query = request.Query; [|query[\"name\"]|];")),
        Found("a header in a local", InContext("var headers = context.Request.Headers; var agent = headers.UserAgent; [|agent|];")),
    ];

    public static IReadOnlyList<FlowCase> Cases { get; } =
    [
        .. Bodies.Select(row => Found(
            row.Name,
            InAction("string name, string[] items, Order sent, bool flag, int id", row.Body, Helpers + (row.Body.Contains("Write(", StringComparison.Ordinal) && !row.Body.Contains("[|", StringComparison.Ordinal) ? " private static void Write(string text) { [|text|]; }" : ""))
                + (row.Body.Contains("Starred", StringComparison.Ordinal) ? "\npublic static class Texts { public static string Starred(this string text) => \"*\" + text + \"*\"; }" : ""))),
        .. Others,
    ];
}
