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
    private bool onlyLogs = true;
    private bool logs;
    private bool onlyScripts = true;
    private bool scripts;
    private bool awaits;
    private bool starts;
    private bool waits;
    private bool any;
    private bool closed;
    private bool mayFail;
    private bool actsMore;
    private string? name;
    private int nameRank;

    /// <summary>The least of a call that reaches out, when calls compete for the name.</summary>
    private const int OutsideRank = 2;

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

    /// <summary>True when all it does is log, and put together what is logged.</summary>
    public bool OnlyLogs => logs && onlyLogs;

    /// <summary>True when all of its work is done by methods that take their failures themselves: their handlers are looked at, this one is never reached.</summary>
    public bool CannotFail => closed && !mayFail;

    /// <summary>True when all of its work is in tasks that nobody keeps: what fails in them never gets here.</summary>
    public bool OnlyStarts => starts && !waits;

    /// <summary>True when it changes something outside: it saves, sends, writes.</summary>
    public bool Acts { get; private set; }

    /// <summary>True when all that it changes is a folder on the machine that it makes.</summary>
    public bool OnlyPrepares => Acts && !actsMore;

    /// <summary>True when it asks a network, a database or a service, more than the machine's own files.</summary>
    public bool ReachesFar { get; private set; }

    /// <summary>True when every call in it is one of a page's scripts.</summary>
    public bool OnlyScripts => scripts && onlyScripts;

    /// <summary>The call that reaches out and matters most, by name: what is sent before what is looked up for it, and what is written before the folder that is made for it. Null where there is none.</summary>
    public string? Name => nameRank >= OutsideRank ? name : null;

    /// <summary>The call that matters most, by name; null where there is none.</summary>
    public string? AnyName => name;

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
                var what = Operands.UnwrapAwait(awaited);
                mayFail |= what is not IInvocationOperation;
                if (what is IInvocationOperation own && ClosedMethods.HoldFailures(own, known))
                {
                    break;
                }

                ReachesOut |= !IsPause(what);
                ReachesFar |= what is IInvocationOperation { TargetMethod: { MethodKind: not MethodKind.DelegateInvoke } method } work && IsOwn(method) && !OutsideCalls.IsRead(method) && !IsComponent(work);
                break;

            case IInvocationOperation call:
                Look(call);
                break;

            case IObjectCreationOperation creation:
                any = true;
                onlyAwaits = false;
                onlyCleansUp = false;
                onlyLogs &= IsCollection(creation.Type);
                onlyProbes &= IsParsingType(creation.Type);
                ReachesOut |= IsOutside(creation.Type);
                mayFail |= IsOutside(creation.Type);
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
                mayFail = true;
                onlyCleansUp = onlyProbes = onlyAwaits = onlyLogs = false;
                any = true;
                break;

            case IThrowOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation or IEventAssignmentOperation:
                any = true;
                mayFail |= operation is IThrowOperation;
                onlyCleansUp = onlyProbes = onlyLogs = false;
                break;
        }
    }

    private void Look(IInvocationOperation call)
    {
        var isScript = IsScript(call.TargetMethod);
        scripts |= isScript;
        any = true;
        var cleansUp = CallEffects.IsCleanup(call);
        onlyAwaits &= IsPause(call) || call.TargetMethod.Name == "ConfigureAwait";
        var probes = IsProbe(call);
        var harmless = IsHarmless(call);
        onlyScripts &= isScript || harmless;
        var isLog = CallEffects.KindOf(call, known) == CallEffect.Log;
        logs |= isLog;
        onlyLogs &= isLog || probes || harmless || call.TargetMethod.Name is "BeginScope" or "GetRequiredService" or "GetService" or "CreateLogger" or "CreateScope";
        OnlyWaits &= call.TargetMethod is { Name: "Wait" or "WaitAll" or "WaitAny" or "ToArray", ContainingType.Name: "Task" or "Enumerable" or "List" };
        onlyCleansUp &= cleansUp || harmless;
        onlyProbes &= probes || harmless;
        mayFail |= harmless && CallEffects.IsFileSystem(call.TargetMethod.ContainingType) && call.TargetMethod.Name != "Exists";
        if (!cleansUp && !probes && !harmless)
        {
            if (ClosedMethods.HoldFailures(call, known))
            {
                closed = true;
                return;
            }

            mayFail |= !IsPause(call) && !IsCollection(call.TargetMethod.ContainingType) && call.TargetMethod.ContainingType is not { Name: "Enumerable", ContainingNamespace.Name: "Linq" };
            var outside = OutsideCalls.Is(call, known);
            var isDropped = AwaitableTypes.IsTask(call.Type, known) && IsDropped(call);
            starts |= isDropped;
            waits |= !isDropped && (outside || IsAwaited(call));
            Rank(call, outside || OutsideCalls.ExtendsService(call));
            ReachesOut |= outside;
            ReachesFar |= outside && !OutsideCalls.IsLocal(call.TargetMethod.ContainingType) && !isScript && !OutsideCalls.MakesClient(call);
            var acts = outside
                ? OutsideCalls.IsDeed(call.TargetMethod) || (!TryBody.IsFramework(call.TargetMethod.ContainingNamespace) && !OutsideCalls.IsRead(call.TargetMethod))
                : IsOwn(call.TargetMethod) && !IsComponent(call) && AwaitableTypes.IsTask(call.Type, known) && OutsideCalls.IsDeed(call.TargetMethod);
            Acts |= acts;
            actsMore |= acts && !(OutsideCalls.IsPreparation(call.TargetMethod) && OutsideCalls.IsLocal(call.TargetMethod.ContainingType));
        }
    }

    /// <summary>Keeps the call that matters most: one that changes something, is awaited, reaches out; the first of equals.</summary>
    private void Rank(IInvocationOperation call, bool outside)
    {
        var prepares = OutsideCalls.IsPreparation(call.TargetMethod);
        var rank = (!outside ? 0 : prepares ? OutsideRank : OutsideRank + 1) + (IsAwaited(call) && !prepares ? 1 : 0) + (outside && !prepares && OutsideCalls.IsDeed(call.TargetMethod) ? 2 : 0);
        if (name is null || rank > nameRank)
        {
            name = call.TargetMethod.Name;
            nameRank = rank;
        }
    }

    private static bool IsAwaited(IInvocationOperation call)
    {
        IOperation? parent = call.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
        {
            parent = parent.Parent;
        }

        return parent is IAwaitOperation;
    }

    private static bool IsDropped(IInvocationOperation call)
        => call.Parent switch
        {
            IExpressionStatementOperation => true,
            ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
            IConversionOperation { Parent: ISimpleAssignmentOperation { Target: IDiscardOperation } } => true,
            IConditionalAccessOperation { Parent: IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } } => true,
            _ => false,
        };

    /// <summary>True for a method of this project, or of one that is built with it.</summary>
    private bool IsOwn(IMethodSymbol method) => method.DeclaringSyntaxReferences.Length > 0 || SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, known.Compilation.Assembly);

    /// <summary>True for a call of another component of the page.</summary>
    private bool IsComponent(IInvocationOperation call)
        => call.Instance is { } instance and not IInstanceReferenceOperation && known.IsA(instance.Type, "Microsoft.AspNetCore.Components.ComponentBase");

    private static bool IsScript(IMethodSymbol method) => (method.ReducedFrom ?? method).ContainingNamespace is { Name: "JSInterop", ContainingNamespace.Name: "Microsoft" };

    private static bool IsCollection(ITypeSymbol? type)
    {
        for (var space = type?.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space is { Name: "Collections", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }

    private void LookAssignment(ISimpleAssignmentOperation assignment)
    {
        // A member of what is just being made is nothing that outlives the try.
        if (assignment.Parent is IObjectOrCollectionInitializerOperation or IAnonymousObjectCreationOperation)
        {
            return;
        }

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
            || UserInterface.IsNotice(call.TargetMethod)
            || (call.TargetMethod.Name is "Add" or "TryAdd" or "AddRange" or "Enqueue" or "Push" && IsCollection(call.TargetMethod.ContainingType))
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
        // What is called by reflection may be anything.
        if ((IsProbedType(type) && method is not { Name: "Invoke", ContainingType.Name: "MethodBase" or "MethodInfo" }) || method is { Name: "GetType", ContainingType.SpecialType: SpecialType.System_Object })
        {
            return true;
        }

        return method.Name is "Parse" or "ParseExact" or "FromBase64String" or "FromHexString" or "UnescapeDataString" or "EscapeDataString"
            ? IsParsingType(type)
            : method.Name.StartsWith("To", StringComparison.Ordinal) && known.Is(type, "System.Convert");
    }

    /// <summary>Types whose members say what the machine offers, and throw where it does not.</summary>
    private static bool IsProbedType(ITypeSymbol? type)
        => (type?.ContainingNamespace is { IsGlobalNamespace: false } home && (IsNamespace(home, "System", "Reflection") || (home.Name == "Expressions" && IsNamespace(home, "System", "Linq"))))
            || type is
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
            && (IsNamespace(space, "System", "Data") || IsNamespace(space, "Microsoft", "EntityFrameworkCore") || IsNamespace(space, "Microsoft", "Data") || RootOf(space).Name is "Npgsql" or "MySqlConnector" or "Dapper");

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
