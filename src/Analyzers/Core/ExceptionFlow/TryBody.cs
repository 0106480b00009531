using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>What a try attempts: the one thing that separates a gap from a deliberate swallow.</summary>
internal sealed class TryBody
{
    private readonly KnownTypes known;
    private bool onlyCleansUp = true;
    private bool onlyProbes = true;
    private bool onlyAwaits = true;
    private bool awaits;
    private bool any;

    private TryBody(KnownTypes known) => this.known = known;

    /// <summary>True when all it does is dispose, close, stop, kill or delete a file.</summary>
    public bool OnlyCleansUp => any && onlyCleansUp;

    /// <summary>True when all it does is ask what the machine can do, or whether a text has a form.</summary>
    public bool OnlyProbes => any && onlyProbes;

    /// <summary>True when it awaits, or reaches a file, a network, a database or a service behind an interface.</summary>
    public bool ReachesOut { get; private set; }

    /// <summary>True when all it does is wait for tasks, whose failure whoever started them sees.</summary>
    public bool OnlyWaits { get; private set; } = true;

    /// <summary>True when all it does is await a task that came from elsewhere, or let time pass: nothing of its own can fail.</summary>
    public bool OnlyAwaits => awaits && onlyAwaits;

    /// <summary>The first call that reaches out, by name; null where there is none.</summary>
    public string? Name { get; private set; }

    /// <summary>The first call that does anything, by name; null where there is none.</summary>
    public string? AnyName { get; private set; }

    /// <summary>True when it sets a flag, which then says whether it came to its end.</summary>
    public bool SetsFlag { get; private set; }

    /// <summary>The variables and members that it assigns: they keep their former value when it fails.</summary>
    public HashSet<ISymbol> Assigned { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Looks through a block.</summary>
    public static TryBody Of(IBlockOperation block, KnownTypes known)
    {
        var work = new TryBody(known);
        foreach (var operation in block.DescendantsAndSelf(skip: below => below is ILocalFunctionOperation))
        {
            work.Look(operation);
        }

        return work;
    }

    private void Look(IOperation operation)
    {
        switch (operation)
        {
            case IAwaitOperation awaited:
                awaits = true;
                onlyAwaits &= Operands.UnwrapAwait(awaited) is IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation || IsPause(Operands.UnwrapAwait(awaited));
                ReachesOut |= Operands.UnwrapAwait(awaited) is var what && !IsPause(what);
                break;

            case IInvocationOperation call:
                Look(call);
                break;

            case IObjectCreationOperation creation:
                any = true;
                onlyAwaits = false;
                onlyCleansUp = false;
                onlyProbes &= IsParsingType(creation.Type);
                ReachesOut |= IsOutside(creation.Type);
                break;

            case IPropertyReferenceOperation { Property.IsStatic: true } property:
                any = true;
                onlyCleansUp = false;
                onlyProbes &= IsProbedType(property.Property.ContainingType);
                break;

            case ISimpleAssignmentOperation assignment:
                LookAssignment(assignment);
                break;

            case IForEachLoopOperation { IsAsynchronous: true }:
                ReachesOut = true;
                onlyCleansUp = onlyProbes = onlyAwaits = false;
                any = true;
                break;

            case IThrowOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation or IEventAssignmentOperation:
                any = true;
                onlyCleansUp = onlyProbes = false;
                break;
        }
    }

    private void Look(IInvocationOperation call)
    {
        any = true;
        var cleansUp = CallEffects.IsCleanup(call);
        onlyAwaits &= IsPause(call) || call.TargetMethod.Name == "ConfigureAwait";
        var probes = IsProbe(call);
        OnlyWaits &= call.TargetMethod is { Name: "Wait" or "WaitAll" or "WaitAny" or "ToArray", ContainingType.Name: "Task" or "Enumerable" or "List" };
        onlyCleansUp &= cleansUp || IsHarmless(call);
        onlyProbes &= probes || IsHarmless(call);
        if (!cleansUp && !probes && !IsHarmless(call))
        {
            var outside = IsOutside(call.TargetMethod.ContainingType) || IsService(call);
            AnyName ??= call.TargetMethod.Name;
            if (outside)
            {
                Name ??= call.TargetMethod.Name;
            }

            ReachesOut |= outside;
        }
    }

    private void LookAssignment(ISimpleAssignmentOperation assignment)
    {
        any = true;
        if (assignment.Value.ConstantValue is { HasValue: true, Value: bool })
        {
            SetsFlag = true;
        }

        var symbol = SymbolOf(assignment.Target);
        if (symbol is not null)
        {
            Assigned.Add(symbol);
        }

        // Forgetting what was closed is part of closing it; a local holds the answer of a probe.
        onlyCleansUp &= assignment.Value.ConstantValue is { HasValue: true, Value: null or bool };
        onlyProbes &= assignment.Target is ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation;
    }

    private bool IsPause(IOperation operation) => operation is IInvocationOperation { TargetMethod: var method } && Waiting.IsPause(method, known);

    private static ISymbol? SymbolOf(IOperation target)
        => target switch
        {
            ILocalReferenceOperation local => local.Local,
            IFieldReferenceOperation field => field.Field,
            IPropertyReferenceOperation property => property.Property,
            IParameterReferenceOperation parameter => parameter.Parameter,
            _ => null,
        };

    /// <summary>Calls that go along with anything: questions before the deed, and how the task is awaited.</summary>
    private bool IsHarmless(IInvocationOperation call)
        => IsText(call.TargetMethod.ContainingType)
            // A log or a line on the console that fails has nobody to tell.
            || CallEffects.KindOf(call, known) == CallEffect.Log
            || CallEffects.IsConsole(call, known)
            || call.TargetMethod.Name is "Exists" or "ConfigureAwait" or "ToString" or "Combine" or "ToArray" or "ToList" or "Equals" or "Trim" or "IsNullOrEmpty"
            or "IsNullOrWhiteSpace" or "GetFiles" or "EnumerateFiles" or "GetDirectories" or "EnumerateDirectories" or "GetAwaiter" or "GetResult" or "AsTask"
            && !IsData(call.TargetMethod.ContainingType);

    private static bool IsText(ITypeSymbol? type)
        => type is not null
            && (type.SpecialType == SpecialType.System_String
                || type is { Name: "StringBuilder" or "Path", ContainingNamespace: { } space } && IsFramework(space));

    private bool IsProbe(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var type = method.ContainingType;
        if (IsProbedType(type))
        {
            return true;
        }

        return method.Name is "Parse" or "ParseExact" or "FromBase64String" or "FromHexString" or "UnescapeDataString" or "EscapeDataString"
            ? IsParsingType(type)
            : method.Name.StartsWith("To", StringComparison.Ordinal) && known.Is(type, "System.Convert");
    }

    /// <summary>Types whose members say what the machine offers, and throw where it does not.</summary>
    private static bool IsProbedType(ITypeSymbol? type)
        => type is
        {
            Name: "Environment" or "RuntimeInformation" or "OperatingSystem" or "Console" or "CultureInfo" or "RegionInfo" or "TimeZoneInfo" or "Encoding"
                or "Process" or "Assembly" or "GC" or "GCSettings" or "RuntimeFeature" or "AppContext" or "AppDomain" or "PropertyInfo" or "FieldInfo" or "AssemblyLoadContext" or "NativeLibrary" or "Marshal" or "Type" or "Activator" or "Registry" or "RegistryKey" or "Dns"
                or "NetworkInterface" or "IPGlobalProperties" or "DriveInfo" or "FileVersionInfo" or "Enum",
            ContainingNamespace: { } space,
        } && IsFramework(space);

    /// <summary>Types that are built from a text, and throw where it has another form.</summary>
    private static bool IsParsingType(ITypeSymbol? type)
        => type is not null
            && (type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String or SpecialType.System_DateTime
                || (type is
                {
                    Name: "Guid" or "UriBuilder" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" or "Uri" or "Version" or "IPAddress" or "IPEndPoint" or "IPNetwork"
                        or "MailAddress" or "CultureInfo" or "RegionInfo" or "Regex" or "Convert" or "Enum" or "BigInteger" or "PhysicalAddress" or "MediaTypeHeaderValue"
                        or "AuthenticationHeaderValue" or "XmlConvert",
                    ContainingNamespace: { } space,
                } && IsFramework(space)));

    private bool IsService(IInvocationOperation call)
        => call.Instance is { } instance
            && Operands.UnwrapAwait(instance) is not IInstanceReferenceOperation
            && instance.Type is { } type
            && ((type.TypeKind == TypeKind.Interface && !IsFramework(type.ContainingNamespace)) || EndsAsService(type.Name) || IsOutside(type))
            && !LoggerTypes.IsLogger(type, known);

    private static bool EndsAsService(string name)
        => name.EndsWith("Client", StringComparison.Ordinal) || name.EndsWith("Repository", StringComparison.Ordinal) || name.EndsWith("Context", StringComparison.Ordinal)
            || name.EndsWith("Service", StringComparison.Ordinal) || name.EndsWith("Gateway", StringComparison.Ordinal) || name.EndsWith("Store", StringComparison.Ordinal)
            || name.EndsWith("Sender", StringComparison.Ordinal) || name.EndsWith("Publisher", StringComparison.Ordinal);

    /// <summary>True for a type of the framework behind which stands a file, a network or a database.</summary>
    internal static bool IsOutside(ITypeSymbol? type)
    {
        if (type is null || type.Name == "Path" || IsParsingType(type))
        {
            return false;
        }

        if (IsData(type))
        {
            return true;
        }

        var space = type.ContainingNamespace;
        return space is { IsGlobalNamespace: false }
            && (IsNamespace(space, "System", "IO") || IsNamespace(space, "System", "Net"))
            && type.Name is not ("StringReader" or "StringWriter" or "MemoryStream");
    }

    private static bool IsData(ITypeSymbol? type)
        => type?.ContainingNamespace is { IsGlobalNamespace: false } space
            && (IsNamespace(space, "System", "Data") || IsNamespace(space, "Microsoft", "EntityFrameworkCore"));

    internal static bool IsFramework(INamespaceSymbol? space) => space is { IsGlobalNamespace: false } && RootOf(space).Name is "System" or "Microsoft";

    private static INamespaceSymbol RootOf(INamespaceSymbol space)
    {
        while (space.ContainingNamespace is { IsGlobalNamespace: false } parent)
        {
            space = parent;
        }

        return space;
    }

    /// <summary>True for <c>first.second</c> and every namespace below it.</summary>
    private static bool IsNamespace(INamespaceSymbol space, string first, string second)
    {
        for (var current = space; current is { IsGlobalNamespace: false }; current = current.ContainingNamespace)
        {
            if (current.Name == second && current.ContainingNamespace is { ContainingNamespace.IsGlobalNamespace: true } parent && parent.Name == first)
            {
                return true;
            }
        }

        return false;
    }
}
