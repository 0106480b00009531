namespace ProdGap.Analyzers.Tests.Core.Taint;

/// <summary>What a guard asks, and the forms in which it is asked. In a question <c>@x</c> is the text; in a form <c>@Q(x)</c> is the question about it.</summary>
internal static class Questions
{
    /// <summary>Each is true only for a text that is no free one any more.</summary>
    public static readonly (string Name, string Code)[] Closed =
    [
        ("an array of those that may be", "Lists.Allowed.Contains(@x)"),
        ("a constant", "@x == \"price\""),
        ("an anchored expression", "Regex.IsMatch(@x, \"^[a-z0-9_]+$\")"),
        ("a Guid", "Guid.TryParse(@x, out _)"),
        ("a question of the application", "Lists.IsValidName(@x)"),
        ("a set of those that may be", "Lists.Names.Contains(@x)"),
        ("a frozen set of those that may be", "Lists.Frozen.Contains(@x)"),
        ("any of those that may be", "Lists.Allowed.Any(one => one == @x)"),
        ("two constants", "(@x == \"name\" || @x == \"price\")"),
        ("a pattern of constants", "@x is \"name\" or \"price\""),
        ("a comparison of any case", "string.Equals(@x, \"price\", StringComparison.OrdinalIgnoreCase)"),
        ("an anchored expression that was made before", "Lists.Slug.IsMatch(@x)"),
        ("an anchored expression that is generated", "Lists.Word().IsMatch(@x)"),
        ("a number", "int.TryParse(@x, out _)"),
        ("a number of a culture", "decimal.TryParse(@x, NumberStyles.Number, CultureInfo.InvariantCulture, out _)"),
        ("a date", "DateOnly.TryParse(@x, out _)"),
        ("a name of an enumeration", "Enum.TryParse<DayOfWeek>(@x, out _)"),
        ("a defined name of an enumeration", "Enum.IsDefined(typeof(DayOfWeek), @x)"),
    ];

    /// <summary>Forms that let only a text with the answer "yes" to the place. There are <c>name</c>, <c>other</c>, <c>flag</c> and <c>items</c>.</summary>
    public static readonly (string Name, string Body)[] Closing =
    [
        ("that leaves", "if (!@Q(name)) return BadRequest(); [|name|];"),
        ("around the place", "if (@Q(name)) { [|name|]; }"),
        ("in a choice", "[|@Q(name) ? name : \"none\"|];"),
        ("in front of an and", "var done = @Q(name) && [|name|];"),
        ("that is kept and leaves", "var fine = @Q(name); if (!fine) { return BadRequest(); } [|name|];"),
        ("that leaves with a block", "if (!@Q(name)) { Console.WriteLine(\"no\"); return BadRequest(); } [|name|];"),
        ("that throws", "if (!@Q(name)) { throw new ArgumentException(\"no\", nameof(name)); } [|name|];"),
        ("compared with false", "if (@Q(name) == false) { return BadRequest(); } [|name|];"),
        ("that is false", "if (@Q(name) is false) { return BadRequest(); } [|name|];"),
        ("with another that leaves", "if (string.IsNullOrEmpty(name) || !@Q(name)) { return BadRequest(); } [|name|];"),
        ("in front of another that leaves", "if (!@Q(name) || flag) { return BadRequest(); } [|name|];"),
        ("for both that leaves", "if (!(@Q(name) && flag)) { return BadRequest(); } [|name|];"),
        ("around the place without braces", "if (@Q(name)) [|name|];"),
        ("around the place with another", "if (flag && @Q(name)) { [|name|]; }"),
        ("around the place and others", "if (@Q(name)) { if (flag) { foreach (var item in items) { [|name|]; } } }"),
        ("behind another", "if (flag) { if (@Q(name)) { [|name|]; } }"),
        ("whose other side is the place", "if (!@Q(name)) { Console.WriteLine(\"no\"); } else { [|name|]; }"),
        ("in a row of others", "if (flag) { Console.WriteLine(\"no\"); } else if (@Q(name)) { [|name|]; }"),
        ("in a choice the other way round", "[|!@Q(name) ? \"none\" : name|];"),
        ("in a choice that is kept", "var text = @Q(name) ? name : \"none\"; [|$\"ORDER BY {text}\"|];"),
        ("in front of an or", "var done = !@Q(name) || [|name|];"),
        ("between ands", "var done = flag && @Q(name) && [|name|];"),
        ("of a loop", "while (@Q(name)) { [|name|]; break; }"),
        ("that is kept and stands around", "var fine = @Q(name); if (fine) { [|name|]; }"),
        ("that is kept with another", "var fine = flag && @Q(name); if (fine) { [|name|]; }"),
        ("that a case asks", "switch (name) { case { } text when @Q(text): [|text|]; break; }"),
        ("that a case asks about the text itself", "switch (name) { case { } when @Q(name): [|name|]; break; }"),
        ("that an arm asks", "var done = name switch { { } text when @Q(text) => [|text|], _ => false };"),
        ("about an item that goes on", "foreach (var item in items) { if (!@Q(item)) continue; [|item|]; }"),
        ("about an item that leaves", "foreach (var item in items) { if (!@Q(item)) { return BadRequest(); } [|item|]; }"),
        ("about an item around the place", "foreach (var item in items) { if (@Q(item)) { [|item|]; } }"),
        ("in front of a lambda", "if (!@Q(name)) { return BadRequest(); } Task.Run(() => [|name|]);"),
        ("around a lambda", "if (@Q(name)) { Task.Run(() => [|name|]); }"),
        ("in a lambda", "Task.Run(() => { if (!@Q(name)) { return; } [|name|]; });"),
        ("in front of a local", "if (!@Q(name)) { return BadRequest(); } var text = $\"ORDER BY {name}\"; [|text|];"),
        ("behind a local that is made of it", "var text = $\"ORDER BY {name}\"; if (!@Q(name)) { return BadRequest(); } [|text|];"),
        ("about a local that is made of it alone", "var tidy = name.Trim(); if (!@Q(tidy)) { return BadRequest(); } [|tidy|];"),
        ("about a local, for what it is made of", "var tidy = name.Trim(); if (!@Q(tidy)) { return BadRequest(); } [|name|];"),
        ("about a copy", "var copy = name; if (!@Q(copy)) { return BadRequest(); } [|copy|];"),
        ("in a block of its own with the place", "{ if (!@Q(name)) { return BadRequest(); } { [|name|]; } }"),
        ("in a try with the place", "try { if (!@Q(name)) { return BadRequest(); } [|name|]; } catch (InvalidOperationException) { }"),
        ("in front of a try", "if (!@Q(name)) { return BadRequest(); } try { [|name|]; } finally { Console.WriteLine(\"done\"); }"),
        ("of a helper that throws", "Throw.If(!@Q(name)); [|name|];"),
    ];

    /// <summary>Forms that look alike, and let any text to the place.</summary>
    public static readonly (string Name, string Body)[] Open =
    [
        ("that leaves on yes", "if (@Q(name)) { return BadRequest(); } [|name|];"),
        ("around the place on no", "if (!@Q(name)) { [|name|]; }"),
        ("in a choice on no", "[|@Q(name) ? \"none\" : name|];"),
        ("about another", "if (!@Q(other)) { return BadRequest(); } [|name|];"),
        ("that does not leave", "if (!@Q(name)) { Console.WriteLine(\"no\"); } [|name|];"),
        ("that throws on yes", "if (@Q(name)) throw new ArgumentException(\"no\", nameof(name)); [|name|];"),
        ("around the place on false", "if (@Q(name) is false) { [|name|]; }"),
        ("whose other side is the place", "if (@Q(name)) { Console.WriteLine(\"yes\"); } else { [|name|]; }"),
        ("in front of an and on no", "var done = !@Q(name) && [|name|];"),
        ("in front of an or on yes", "var done = @Q(name) || [|name|];"),
        ("or another", "if (@Q(name) || flag) { [|name|]; }"),
        ("that leaves together with another", "if (!@Q(name) && flag) { return BadRequest(); } [|name|];"),
        ("that leaves where both are true", "if (!(@Q(name) || flag)) { return BadRequest(); } [|name|];"),
        ("that leaves in one case", "if (!@Q(name)) { if (flag) { return BadRequest(); } } [|name|];"),
        ("behind the place", "[|name|]; if (!@Q(name)) { return BadRequest(); }"),
        ("about another around the place", "if (@Q(other)) { [|name|]; }"),
        ("about one of two", "if (!@Q(name)) { return BadRequest(); } [|name + other|];"),
        ("in a block that may not run", "if (flag) { if (!@Q(name)) { return BadRequest(); } } [|name|];"),
        ("in front of a new value", "if (!@Q(name)) { return BadRequest(); } name = other; [|name|];"),
        ("in front of more", "if (!@Q(name)) { return BadRequest(); } name += other; [|name|];"),
        ("around a new value", "if (@Q(name)) { name = other; [|name|]; }"),
        ("that nobody reads", "var fine = @Q(name); [|name|];"),
        ("that is kept and leaves on yes", "var fine = @Q(name); if (fine) { return BadRequest(); } [|name|];"),
        ("that is kept or another", "var fine = @Q(name) || flag; if (fine) { [|name|]; }"),
        ("in a lambda beside it", "var check = () => { if (!@Q(name)) { return; } Console.WriteLine(\"yes\"); }; check(); [|name|];"),
        ("in a local function beside it", "Check(); [|name|]; void Check() { if (!@Q(name)) { return; } Console.WriteLine(\"yes\"); }"),
        ("of a loop on no", "while (!@Q(name)) { [|name|]; break; }"),
        ("behind a loop's body", "do { [|name|]; } while (@Q(name));"),
        ("in an earlier loop", "foreach (var item in items) { if (!@Q(item)) { continue; } Console.WriteLine(item); } foreach (var item in items) { [|item|]; }"),
        ("that goes on in a loop about the place behind it", "foreach (var item in items) { if (!@Q(name)) { continue; } Console.WriteLine(item); } [|name|];"),
        ("in a try that is caught", "try { if (!@Q(name)) { throw new InvalidOperationException(); } } catch (InvalidOperationException) { } [|name|];"),
        ("about a part of what is made", "var text = name + other; if (!@Q(name)) { return BadRequest(); } [|text|];"),
        ("that a case does not ask", "switch (name) { case { } text when @Q(text): break; default: [|name|]; break; }"),
        ("that an arm does not ask", "var done = name switch { { } text when @Q(text) => false, _ => [|name|] };"),
        ("of a helper that throws on yes", "Throw.If(@Q(name)); [|name|];"),
    ];

    private const int Leading = 5;

    private const string Helpers = "private static class Throw { public static void If(bool condition) { if (condition) { throw new ArgumentException(\"no\"); } } }";

    /// <summary>The first questions in every form and every question in the first forms; every one in every one where all draws are asked for.</summary>
    public static IEnumerable<(string Name, string Code)> Each((string Name, string Body)[] forms)
        => from question in Closed.Index()
           from form in forms.Index()
           where question.Index < Leading || form.Index < Leading || Randomness.IsDeep
           select ($"{question.Item.Name}, {form.Item.Name}", Clothes.InAction("string name, string other, string[] items, bool flag", Asked(form.Item.Body, question.Item.Code), Helpers));

    /// <summary>A form with a question.</summary>
    public static string Asked(string form, string question)
    {
        // A pattern and a choice bind less than a negation.
        var whole = question.StartsWith('@') ? $"({question})" : question;
        foreach (var text in (string[])["name", "other", "item", "text", "tidy", "copy"])
        {
            form = form.Replace($"@Q({text})", whole.Replace("@x", text, StringComparison.Ordinal), StringComparison.Ordinal);
        }

        return form;
    }
}
