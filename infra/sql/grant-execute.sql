-- Lets the app's identity execute the procedure, and nothing else. Safe to run again: the second time it changes
-- nothing. For Azure SQL Database, Azure SQL Managed Instance, and SQL Server 2022 with Microsoft Entra authentication.
--
-- Run it in the procedure's database, as somebody who may create users from Microsoft Entra ID:
--   azd hooks run postprovision                 runs infra/scripts/grant-sql.mjs, which fills in the values
--   node infra/scripts/grant-sql.mjs --print    prints the script with the values filled in, for any SQL tool
--   sqlcmd -b -i infra/sql/grant-execute.sql -v IdentityName=... IdentityPrincipalId=... ProcedureName=dbo.spJamkerja
SET NOCOUNT ON;
SET XACT_ABORT ON;

DECLARE @identity sysname = N'$(IdentityName)';
DECLARE @principalId nvarchar(36) = N'$(IdentityPrincipalId)';
DECLARE @procedure nvarchar(400) = N'$(ProcedureName)';
DECLARE @statement nvarchar(max);
DECLARE @message nvarchar(2048);

IF DATABASE_PRINCIPAL_ID(@identity) IS NULL
BEGIN
  -- The object id prevents granting to another identity of the same name in the tenant.
  SET @statement = CONCAT(N'CREATE USER ', QUOTENAME(@identity),
    N' FROM EXTERNAL PROVIDER WITH OBJECT_ID = ', QUOTENAME(@principalId, N''''));
  EXEC sys.sp_executesql @statement;
  PRINT CONCAT(N'Created user ', @identity, N'.');
END;

DECLARE @objectId int = OBJECT_ID(@procedure, N'P');
IF @objectId IS NULL
BEGIN
  -- Such as in a new database. infra/scripts/grant-sql.mjs knows the number.
  SET @message = CONCAT(N'User ', @identity, N' is ready, but there is no procedure ', @procedure, N' in database ',
    DB_NAME(), N' yet, or you may not see it. Create the procedure, then run this again.');
  THROW 50001, @message, 1;
END;

IF NOT EXISTS (
  SELECT 1
  FROM sys.database_permissions AS granted
  WHERE granted.class = 1
    AND granted.major_id = @objectId
    AND granted.minor_id = 0
    AND granted.grantee_principal_id = DATABASE_PRINCIPAL_ID(@identity)
    AND granted.type = 'EX'
    AND granted.state IN ('G', 'W')
)
BEGIN
  SET @statement = CONCAT(N'GRANT EXECUTE ON OBJECT::', QUOTENAME(OBJECT_SCHEMA_NAME(@objectId)), N'.',
    QUOTENAME(OBJECT_NAME(@objectId)), N' TO ', QUOTENAME(@identity));
  EXEC sys.sp_executesql @statement;
  PRINT CONCAT(N'Granted EXECUTE on ', @procedure, N' to ', @identity, N'.');
END;
